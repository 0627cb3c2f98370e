"""What a column of a table's body holds, and the tag that stands before each of its values.

A site has millions of cells: they are written without the end tag that HTML lets out, and
a day without an attribute that says it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import escape as escape_one

from mingbai.tabular import Values

SAFE_URL = (
    r"(?:/[^/\\\x00-\x20][^\x00-\x20]*|/|#[^\x00-\x20]*|(?:https?://|mailto:|tel:)[^\x00-\x20]+)"
)
_KEEP = ' class="keep"'
_STYLES = {"text": "", "html": "", "num": ' class="num"', "code": _KEEP, "date": ""}


@dataclass(frozen=True)
class Cells:
    """One column of a table's body, top to bottom.

    values: texts; integers are given thousands separators, dates become ISO; None or NA leaves an
    empty cell. kind: text · num (right-aligned) · code · date · head (`th scope=row`) · html
    (escaped already, by this module or `page.charts`; never text from data). label: the field's
    name before the value on a phone. urls: a link a row, None where there is none; whatever is
    neither rooted, `#…`, http(s), mailto nor tel stays text. ids: an anchor a row, on the cell
    itself.
    """

    values: Values
    kind: Literal["text", "num", "code", "date", "head", "html"] = "text"
    label: str = ""
    urls: Values | None = None
    ids: Values | None = None


def opening_tag(cells: Cells) -> str:
    """What stands before every value of a column."""
    if cells.kind == "head":
        return '<th scope="row">'
    named = f' data-label="{escape_one(cells.label)}"' if cells.label else ""
    return f"<td{_STYLES[cells.kind]}{named}>"
