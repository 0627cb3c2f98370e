"""`/ask/`: whom to ask stands there without a script, and nobody is asked who he is."""

from __future__ import annotations

import pytest

from shared import Shared


def test_every_keeper_of_books_can_be_asked(shared: Shared) -> None:
    """With the telephone that the registry has, in a portal where nothing was ever asked."""
    data = shared.data("accounts")
    page = shared.pages(data)["/ask/"]
    county = shared.site(data).edition.county
    assert [office.slug for office in page.view.offices] == [
        slug for slug in county.agencies.index if slug in set(county.books["keeper"])
    ]
    phones = county.agencies["phone"]
    assert all(office.phone == phones[office.slug] for office in page.view.offices)
    assert page.view.register == ""


def test_the_register_is_led_to_once_there_is_one(shared: Shared) -> None:
    """Where answers are published, the page says so."""
    page = shared.pages(shared.data("replies"))["/ask/"]
    assert (page.view.register, page.view.days) == ("/replies/", 10)


@pytest.mark.parametrize("word", ["<input", "<form", "<textarea"])
def test_nothing_can_be_typed_or_sent(shared: Shared, word: str) -> None:
    """The page has no field: no name, no address, no message leaves the reader's machine."""
    html = (shared.published(shared.data("replies")) / "ask/index.html").read_text("utf-8")
    body = html[html.index("<main") : html.index("</main")]
    assert word not in body
    assert 'data-index="../"' in body
