"""A long list -> its pages: which rows each has, its address, links to the pages beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.page.components import Link

PAGE_ROWS = 200


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. words: `（第 2 页，共 3 页）`, "" where there is only one page.

    rows: the slice of the list that stands on it.
    """

    number: int
    url: str
    words: str
    rows: slice
    prev: Link | None
    next: Link | None


def paginate(url: str, length: int, most: int | None = None) -> Iterator[ListPage]:
    """`/approvals/type/licence/`, `…/licence/2/`: a short list is one page.

    most: rows a page, PAGE_ROWS where nothing is said.
    """
    rows = most or PAGE_ROWS
    total = max(1, -(-length // rows))
    urls = [url if number == 1 else f"{url}{number}/" for number in range(1, total + 1)]
    for i, page_url in enumerate(urls):
        yield ListPage(
            number=i + 1,
            url=page_url,
            words=f"（第 {i + 1} 页，共 {total} 页）" if total > 1 else "",
            rows=slice(i * rows, (i + 1) * rows),
            prev=Link("上一页", urls[i - 1]) if i else None,
            next=Link("下一页", urls[i + 1]) if i + 1 < total else None,
        )
