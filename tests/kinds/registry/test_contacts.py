"""Whom to turn to: leaders, offices and channels on the pages, and nothing promised without one."""

from __future__ import annotations

from datetime import date

import pytest
from markupsafe import Markup

from mingbai.model import Page
from mingbai.page import Fact, Link
from mingbai.portal import prose_pages
from mingbai.portal.prose import Prose
from shared import Shared


@pytest.fixture(scope="module")
def pages(shared: Shared) -> dict[str, Page]:
    return dict(shared.pages(shared.data("registry")))


def _value(facts: tuple[Fact, ...], name: str) -> object:
    return next(fact.value for fact in facts if fact.name == name)


def test_an_agency_shows_those_in_office_with_what_they_are_in_charge_of(
    pages: dict[str, Page],
) -> None:
    """Whoever has left is not shown; the day of appointment is."""
    table = pages["/agencies/zhujian/"].view.leaders
    assert "温若川" in table.body
    assert "分管行政审批、工程质量" in table.body
    assert "2024-03-01" in table.body
    assert "钟守一" not in table.body
    assert pages["/agencies/ziran/"].view.leaders is None


def test_an_agency_is_found_by_the_name_of_its_leader(shared: Shared) -> None:
    """Search leads from 温若川 to the agency, and no longer from who has left."""
    names = shared.site(shared.data("registry")).edition.names
    keys = names["agency", "zhujian"].keys
    assert "温若川" in keys
    assert "钟守一" not in keys


def test_a_village_shows_its_own_office_before_the_township(pages: dict[str, Page]) -> None:
    """A number to dial and the hours, first of all channels."""
    channels = pages["/places/990121100201/"].view.channels
    assert channels[0] == Fact(
        "办公电话", Link("000-0000-0332", "tel:000-0000-0332", "周一至周五 8:30–11:30")
    )


def test_a_village_without_an_office_says_so(shared: Shared) -> None:
    """还没有公布 stands where the number would; the government above still follows."""
    pages = shared.pages(shared.data("registry", "office_unpublished_yet"))
    channels = pages["/places/990121100202/"].view.channels
    assert channels[0] == Fact("办公电话", Link("还没有公布"))
    assert any(fact.name == "监督电话" for fact in channels)


def test_every_page_of_a_place_or_agency_ends_with_a_number(pages: dict[str, Page]) -> None:
    """No circle of pages sends a reader round without one."""
    for url, page in pages.items():
        if url.startswith(("/places/9", "/agencies/")) and url != "/agencies/":
            numbers = [
                fact
                for fact in page.view.channels
                if isinstance(fact.value, Link) and (fact.value.url or "").startswith("tel:")
            ]
            assert numbers, url


def test_the_page_of_contacts_names_each_channel_with_its_address(shared: Shared) -> None:
    """Mail, text message and letter stand there because the data has their addresses."""
    county = shared.site(shared.data("registry")).edition.county
    text = Prose(
        "/contact/", "更正与投诉", "page", metadata={}, body=Markup(""), published=date(2026, 7, 10)
    )
    about = Prose(
        "/about/", "关于", "page", metadata={}, body=Markup(""), published=date(2026, 7, 10)
    )
    found = {page.url: page.view for page in prose_pages([text, about], county)}
    assert _value(found["/contact/"].channels, "投诉：电子邮件") == Link(
        "tousu@qingyuan.example", "mailto:tousu@qingyuan.example"
    )
    assert _value(found["/contact/"].channels, "县监督电话") == Link(
        "000-0000-0111", "tel:000-0000-0111"
    )
    assert found["/about/"].channels == ()


def test_complaints_promise_only_channels_with_an_address(shared: Shared) -> None:
    """No visit is promised, for the data names no place to come to."""
    page = shared.pages(shared.data("complaints"))["/complaints/"]
    said = str(page.view)
    assert "发电子邮件到 tousu@qingyuan.example" in said
    assert "当面说" not in said
