"""Pages of a built site -> few of them that show each template, each component and each state.

A component and its states are classes (`mark--late`), whatever else a page can have are elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_CLASSES = re.compile(r'\bclass="([^"]*)"')
_ELEMENTS = re.compile(r"<[a-z][a-z0-9]*")
_VISIT = 20_000  # what it costs to open a page at all, in octets of a page looked at


@dataclass(frozen=True)
class PageParts:
    """A page of a site. url: rooted. size: in characters. parts: template, classes, elements."""

    template: str
    url: str
    size: int
    parts: frozenset[str]


def page_parts(template: str, url: str, body: str) -> PageParts:
    """What a page of this template is made of."""
    classes = {name for names in set(_CLASSES.findall(body)) for name in names.split()}
    elements = set(_ELEMENTS.findall(body))
    return PageParts(template, url, len(body), frozenset({template, *classes, *elements}))


def parts(pages: Iterable[PageParts]) -> frozenset[str]:
    """What pages have together."""
    return frozenset().union(*(page.parts for page in pages))


def covering(pages: Sequence[PageParts]) -> tuple[PageParts, ...]:
    """Few and small ones that have together what all have, in the order of all.

    Greedy: the next is the page whose new parts are the cheapest; then none that others make up
    for, the largest first.
    """
    chosen: list[PageParts] = []
    missing = set(parts(pages))
    while missing:
        useful = [page for page in pages if page.parts & missing]
        best = min(useful, key=lambda page: (page.size + _VISIT) / len(page.parts & missing))
        chosen.append(best)
        missing -= best.parts
    for page in sorted(chosen, key=lambda page: -page.size):
        rest = [other for other in chosen if other is not page]
        if page.parts <= parts(rest):
            chosen = rest
    return tuple(page for page in pages if page in set(chosen))
