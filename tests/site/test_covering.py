"""The pages that stand for all others in a browser have whatever any page of the portal has."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from conftest import Portal
from covering import covering, page_parts, parts
from mingbai.page.addresses import file_name
from sizes import PROFILE


def _seen(page: Path) -> set[str]:
    """Elements and classes of a page, as a parser of HTML reads them."""
    root = lxml.html.parse(str(page), parser=lxml.html.HTMLParser(encoding="utf-8")).getroot()
    elements = {e for e in root.iter() if isinstance(e.tag, str)}
    return {e.tag for e in elements} | {name for e in elements for name in e.classes}


def test_examples_show_every_template_component_and_state(portal: Portal) -> None:
    """No class, element or template of any page is missing from the pages that are looked at."""
    every = set().union(*(_seen(page) for page in portal.output.rglob("*.html")))
    shown = set().union(*(_seen(portal.output / file_name(url)) for _, url in portal.examples))
    assert every - shown == set()
    assert len({template for template, _ in portal.examples}) > 50


def test_examples_are_few(portal: Portal) -> None:
    """One page in thirty at most: whoever looks at all of them may look often.

    Deep tests look at three pages more of each template.
    """
    most = 8 if PROFILE == "deep" else 30
    assert len(portal.examples) * most < len(list(portal.output.rglob("*.html")))


@pytest.mark.parametrize(
    ("bodies", "urls"),
    [
        ({"/a/": '<p class="x">', "/b/": '<p class="x y">'}, ["/b/"]),
        ({"/a/": '<p class="x">', "/b/": '<p class="y">'}, ["/a/", "/b/"]),
        ({"/a/": "<p>" + "x" * 90_000, "/b/": "<p>"}, ["/b/"]),
    ],
)
def test_the_fewest_and_smallest_are_chosen(bodies: dict[str, str], urls: list[str]) -> None:
    """A page that has all that another has stands for it; of equal pages the small one."""
    pages = [page_parts("t.html", url, body) for url, body in bodies.items()]
    chosen = covering(pages)
    assert [page.url for page in chosen] == urls
    assert parts(chosen) == parts(pages)
