"""Books with the months that are shown of each -> the same in batches, written at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.village_accounts import VillageAccounts

_ENTRIES = 50_000  # at once: memory stays flat, columns stay long


def batches(
    accounts: VillageAccounts, shown: Mapping[str, Sequence[MonthlyStatement]]
) -> Iterator[Mapping[str, Sequence[MonthlyStatement]]]:
    """Books in their order, some fifty thousand entries at a time."""
    count = accounts.books.entries.count
    batch: dict[str, Sequence[MonthlyStatement]] = {}
    size = 0
    for book_id, statements in shown.items():
        own = sum(int(count[one.position]) for one in statements)
        if batch and size + own > _ENTRIES:
            yield batch
            batch, size = {}, 0
        batch[book_id] = statements
        size += own
    if batch:
        yield batch
