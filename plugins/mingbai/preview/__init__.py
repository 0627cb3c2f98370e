"""Two Editions and their output folders -> Preview, what would change on the site, in words.

A `Consequence` is one thing that changes, by its lasting id; `Topic` those of one sort. `write`
gives a Preview as text, Markdown for a forge, JSON or a page.
"""

from __future__ import annotations

from pathlib import Path

from mingbai.preview.comparison import RenderedEdition, preview
from mingbai.preview.consequences import Consequence, Move, Preview, Topic
from mingbai.preview.machine import as_json
from mingbai.preview.markdown import LONGEST, as_markdown
from mingbai.preview.page import as_html
from mingbai.preview.text import as_text
from mingbai.preview.trees import TreeDifference, differences

__all__ = [
    "FORMATS",
    "LONGEST",
    "Consequence",
    "Move",
    "Preview",
    "RenderedEdition",
    "Topic",
    "TreeDifference",
    "differences",
    "preview",
    "write",
]

FORMATS = ("text", "markdown", "json", "html")


def write(preview: Preview, form: str, theme: Path) -> str:
    """A preview in one of FORMATS; theme: the folder whose style a page has."""
    if form == "html":
        return as_html(preview, theme)
    return {"text": as_text, "markdown": as_markdown, "json": as_json}[form](preview)
