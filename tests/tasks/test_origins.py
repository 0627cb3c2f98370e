"""What a file is made from, as one digest: equal if and only if the file would be."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup

from mingbai.model import Crumb, Page
from mingbai.tasks.origins import origin

PAGE = Page(
    url="/a/",
    template="a.html",
    title="账",
    view={"rows": [Markup("<tr>"), "<tr>"], "day": date(2026, 7, 20), "fen": 100},
    crumbs=(Crumb("主页", "/"),),
)


def test_equal_values_have_one_origin_whatever_objects_they_are() -> None:
    """Two texts that are one object, or two: the page is the same."""
    text = "".join(("同", "一"))
    assert origin((text, text)) == origin((text, "".join(("同", "一"))))
    assert origin(PAGE) == origin(pickle.loads(pickle.dumps(PAGE)))  # our own


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, title="帐"),
        replace(PAGE, is_daily=True),
        replace(PAGE, crumbs=()),
        replace(PAGE, view={**PAGE.view, "fen": 101}),
        replace(PAGE, view={**PAGE.view, "fen": "100"}),
        replace(PAGE, view={**PAGE.view, "rows": ["<tr>", Markup("<tr>")]}),
    ],
)
def test_whatever_a_page_would_show_otherwise_is_another_origin(other: Page) -> None:
    """Text or markup, number or text, order of rows, and the page's own fields."""
    assert origin(other) != origin(PAGE)


def test_what_cannot_be_told_apart_is_refused() -> None:
    """A function without a name says nothing of what it would give."""
    with pytest.raises((pickle.PicklingError, AttributeError)):
        origin(replace(PAGE, view=lambda: "now"))
