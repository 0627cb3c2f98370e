"""A register: what it derives from its fields, and where a kind says otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness import data_folder
from mingbai import build
from mingbai.model import Page, Site
from mingbai.page.records import Deadline, Placement, Register
from mingbai.read import Tables

# The notices of the supervision fixture, with no more than a register must be told.
NOTICES = Register(
    kind="supervision",
    title="督查通报",
    door="监督",
    door_url="/oversight/",
    table="notices",
    scope="notice",
    key="notice_no",
    order_by="date",
    heading="{kind} {notice_no}",
    lead="finding",
    columns=("date",),
    facts=("kind", "demand"),
)
NEWEST_FIRST = ["DC-2026-002", "DC-2026-003", "DC-2026-001"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build.build(data_folder(tmp_path_factory.mktemp("register"), "supervision"))


def _tables(site: Site) -> Tables:
    return site.edition.tables["supervision"]


def _pages(register: Register, site: Site) -> list[Page]:
    return list(register.pages(_tables(site), site.edition))


def test_fields_alone_make_all_pages(site: Site) -> None:
    """An index with every record, newest first, then a page each, linked both ways."""
    index, *below = _pages(NOTICES, site)
    assert (index.url, index.title, index.feed) == (
        "/supervision/",
        "督查通报",
        "/feeds/kinds/supervision.atom",
    )
    assert index.view.says == index.description == "公开督查通报 3 条。"
    (section,) = index.view.sections
    assert (section.id, section.title) == ("all", "全部督查通报")
    assert [page.url for page in below] == [f"/supervision/{n}/" for n in NEWEST_FIRST]
    assert all(page.url in section.table.body for page in below)
    assert [page.subject for page in below] == [("notice", n) for n in NEWEST_FIRST]
    assert below[-1].title == "督查通知书 DC-2026-001"
    assert below[-1].description == "三件许可超过承诺的时限，网上没有说明理由。"


def test_an_empty_fact_is_left_out(site: Site) -> None:
    """A notice that demands nothing has no line for a demand."""
    pages = {page.url: page.view for page in _pages(NOTICES, site)}
    facts = [fact.name for fact in pages["/supervision/DC-2026-003/"].facts]
    assert facts == ["种类"]


def test_records_are_named_and_disclosed_by_their_fields(site: Site) -> None:
    """Names carry number, heading and title; a disclosure belongs to the agency that is named."""
    tables, county = _tables(site), site.edition.county
    assert next((n.scope, n.id, n.title, n.note) for n in NOTICES.names(tables, county)) == (
        "notice",
        "DC-2026-002",
        "查询函 DC-2026-002",
        "督查通报",
    )
    publisher = next(iter(NOTICES.disclose(tables, county)))
    assert (publisher.id, publisher.agency) == ("supervision/DC-2026-002", "office")
    assert publisher.summary == "柳塘村五月的账目比规定晚公开六天。"
    named = replace(NOTICES, agency="agency", summary="{kind}：{demand}", note="{kind}")
    answerable = next(iter(named.disclose(tables, county)))
    assert (answerable.agency, answerable.summary) == ("taiping", "查询函：说明为什么晚了。")
    assert next(iter(named.names(tables, county))).note == "查询函"


def test_only_what_has_a_last_day_is_owed(site: Site) -> None:
    """A deadline makes a duty of each record with a last day; without one nothing is owed."""
    tables, county = _tables(site), site.edition.county
    assert not len(NOTICES.dues(tables, county))
    owing = replace(NOTICES, deadline=Deadline("due", "answered", "督查答复：{notice_no}", "答复"))
    dues = owing.dues(tables, county)
    assert dues[["subject", "title", "url", "agency"]].values.tolist() == [
        [number, f"督查答复：{number}", f"/supervision/{number}/", "office"]
        for number in ("DC-2026-002", "DC-2026-001")
    ]
    assert dues["done"].notna().tolist() == [False, True]


def test_a_placement_puts_the_newest_records_on_the_pages_of_others(site: Site) -> None:
    """A panel for each agency that is named, counted by the register's own sentence."""
    placed = replace(NOTICES, placements=(Placement("agency", "agency", 320, "督查"),))
    panels = list(placed.panels(_tables(site), site.edition))
    assert [panel.subject[1] for panel in panels] == ["renshe", "taiping", "zhujian"]
    assert {panel.view.says for panel in panels} == {"公开督查通报 1 条。"}
    assert list(NOTICES.panels(_tables(site), site.edition)) == []


def test_values_are_counted_from_the_most_frequent(site: Site) -> None:
    """Listed values stand in the order of the schema, also those that no record has."""
    records = NOTICES.records(_tables(site), site.edition)
    listed = records.counts("kind", ("种类", "份"), id_="c", caption="各种", is_listed=True)
    assert listed is not None
    assert listed.body.count("<tr>") == len(records.schema["kind"].enum)
    by_agency = records.counts("agency", ("单位", "份"), id_="c", caption="各单位")
    assert by_agency is not None
    assert by_agency.body.index("/agencies/renshe/") < by_agency.body.index("/agencies/zhujian/")


def test_a_heading_that_names_no_field_is_a_fault_of_the_kind(site: Site) -> None:
    """It raises with the name, where the page is made."""
    wrong = replace(NOTICES, heading="{number}")
    with pytest.raises(KeyError, match="number"):
        _pages(wrong, site)
