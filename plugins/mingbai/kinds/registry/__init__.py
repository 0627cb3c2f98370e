"""Places, agencies, books, posts, bases, calendar and rule set: what everything else stands on."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.registry.pages import SUMMARY, TITLE, disclose, names, pages
from mingbai.kinds.registry.rules import CHECKS
from mingbai.model import Kind

KIND = Kind(
    name="registry",
    title=TITLE,
    title_en="Places and agencies",
    door="关于",
    summary=SUMMARY,
    folder=Path(__file__).parent,
    schemas=schema.load(
        Path(__file__).parent,
        "places",
        "agencies",
        "books",
        "posts",
        "windows",
        "legal_bases",
        "calendar",
        "rules",
        "site",
    ),
    checks=CHECKS,
    disclose=disclose,
    pages=pages,
    names=names,
)
