"""The records of a register -> their rows and marks, written once; lists and panels take theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingbai.page.components import Mark, TableView
from mingbai.page.records.states import WORST_FIRST
from mingbai.page.tables import WrittenRows

_NO_MARK = Mark("none", "")


@dataclass(frozen=True)
class WrittenRecords:
    """All records of a register. marks: how each stands; positions: of each record by its key."""

    rows: WrittenRows
    marks: Sequence[Mark | None]
    positions: Mapping[str, int]

    def marks_of(self, keys: Iterable[str]) -> list[Mark | None]:
        """How some of them stand."""
        return [self.marks[self.positions[key]] for key in keys]

    def table(
        self,
        keys: Iterable[str],
        id_: str,
        caption: str,
        *,
        title: str = "",
        most: int | None = None,
    ) -> TableView:
        """Some of them, bad news first, not more than `most`.

        caption: the order that they have otherwise; title: said before it.
        """
        given = [self.positions[key] for key in keys]
        ordered = sorted(given, key=lambda row: (self.marks[row] or _NO_MARK).rank)
        order = caption if ordered == given else f"{WORST_FIRST}，其余{caption}"
        return self.rows.table(ordered[:most], id_, f"{title}{order}")
