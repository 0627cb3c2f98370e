"""Tables of a page -> those whose cells have more heads than `scope` can tell (WCAG, H43 and H63).

The rule is that of HTML_CodeSniffer: heads that belong to several columns and rows at once, or that
stand in more than one row of heads or column of heads, need `headers` at every cell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import lxml.html


def beyond_scope(document: lxml.html.HtmlElement) -> Iterator[str]:
    """The caption of each such table that has no `headers`."""
    for table in document.iter("table"):
        is_told = any(cell.get("headers") for cell in table.iter("td"))
        if needs_headers(table) and not is_told:
            yield " ".join(table.findtext("caption", "").split())


def needs_headers(table: lxml.html.HtmlElement) -> bool:
    """Whether its heads are more than a row and a column."""
    in_row: Counter[int] = Counter()
    in_column: Counter[int] = Counter()
    taken: defaultdict[int, set[int]] = defaultdict(set)
    for at, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row.iterchildren("th", "td"):
            while column in taken[at]:
                column += 1
            rows, columns = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            for below in range(1, rows):
                taken[at + below].update(range(column, column + columns))
            if cell.tag == "th" and rows > 1 and columns > 1:
                return True
            if cell.tag == "th":
                in_row[at] += columns
                in_column[column] += rows
            column += columns
    return any(sum(n > 1 for n in counts.values()) > 1 for counts in (in_row, in_column))
