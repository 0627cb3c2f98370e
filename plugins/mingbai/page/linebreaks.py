"""A title -> pieces that a line breaks between, so that no number or code is torn apart."""

from __future__ import annotations

import re

from markupsafe import Markup

# A day, month or year with its 的; a code; words in brackets; words up to a mark that ends them.
_PIECE = re.compile(
    r"\s+"
    r"|\d{4} 年(?: ?\d{1,2} 月(?: ?\d{1,2} 日)?)?的?"
    r"|[0-9A-Za-z]+(?:[-/.][0-9A-Za-z]+)+[：，；。]?"
    r"|（[^（）]*）"
    r"|(?:(?!\d{4} 年|[0-9A-Za-z]+[-/.][0-9A-Za-z]|（)[^\s：，；。])+[：，；。]*"
    r"|.",
    re.DOTALL,
)
_PHRASE = Markup('<span class="phrase">{}</span>')


def phrases(title: str) -> Markup:
    """`投诉 TS-2026-06-01：乱收费` -> its pieces, each kept on one line where it fits.

    A title of one piece stays plain text; the words of all pieces together are the title.
    """
    pieces = _PIECE.findall(title)
    if len(pieces) == 1:
        return Markup("{}").format(title)
    return Markup("").join(
        Markup("{}").format(piece) if piece.isspace() else _PHRASE.format(piece) for piece in pieces
    )
