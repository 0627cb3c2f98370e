"""The portal's own lists: however long, nothing is left out and no page holds it all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pandas as pd
import pytest

import harness
from mingbai import build, portal
from mingbai.check import clock
from mingbai.kinds import KINDS
from mingbai.model import Edition, Name
from mingbai.page.paging import PAGE_ROWS
from mingbai.portal import rule_proofs
from mingbai.portal.clock_pages import clock_pages
from mingbai.portal.doors import entrances
from mingbai.portal.lists import list_pages
from mingbai.portal.news import changes
from mingbai.portal.town_pages import DAYS_AHEAD, town_pages, towns


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    data = harness.data_folder(tmp_path_factory.mktemp("portal") / "data", "accounts")
    return build.build(data).edition


def test_every_disclosure_is_listed_once_and_the_way_leads_through_all(edition: Edition) -> None:
    """A month of 450 has three pages; from the newest, next leads to the oldest of all."""
    one = edition.disclosures[0]
    earlier = one.published.replace(day=1) - timedelta(days=1)
    many = [replace(one, url=f"/x/{n}/") for n in range(450)]
    many += [replace(one, url=f"/y/{n}/", published=earlier) for n in range(3)]
    pages = {p.url: p for p in changes(KINDS, replace(edition, disclosures=tuple(many)))}
    new, old = (f"/changes/{day.isoformat()[:7]}/" for day in (one.published, earlier))
    assert set(pages) == {"/changes/", new, f"{new}2/", f"{new}3/", old}
    assert pages["/changes/"].view == pages[new].view
    walked, at = [], new
    while at:
        view = pages[at].view
        assert len(view.items) <= PAGE_ROWS
        walked += [item.url for item in view.items]
        at = view.next.url if view.next else None
    assert walked == [d.url for d in many]
    assert pages[old].view.prev.url == new


def test_every_name_of_a_letter_stands_on_one_of_its_pages(edition: Edition) -> None:
    """A letter of 450 names has six pages, called by the syllables they begin and end with."""
    titles = [f"{word}家村{n:03}" for word in ("赵", "周", "祝") for n in range(150)]
    names = {("place", t): Name("place", t, t, f"/places/{t}/") for t in titles}
    found = list(list_pages(KINDS, replace(edition, names=names)))
    pages = [page for page in found if page.url.startswith("/az/z/")]
    assert [page.url for page in pages] == ["/az/z/", *(f"/az/z/{n}/" for n in range(2, 7))]
    assert {link.text for page in pages for link in page.view.groups[0].links} == set(titles)
    spans = ["zhao", "zhao–zhou", "zhou", "zhou–zhu", "zhu", "zhu"]
    assert [link.text for link in pages[0].view.parts] == spans


def test_a_kind_without_data_has_no_page_and_no_door(edition: Edition) -> None:
    """Accounts alone: no guide is promised, nothing leads to one."""
    assert edition.has("accounts")
    assert not edition.has("approvals")
    home, *others = portal.pages(KINDS, edition)
    assert [door.url for door in home.view.doors] == ["/accounts/", "/data/"]
    assert not [page.url for page in others if page.url.startswith(("/approvals/", "/services/"))]


def test_a_mistyped_door_is_refused() -> None:
    """The kind and the doors that there are are named; nothing stands behind a door of its own."""
    mistyped = [replace(KINDS[0], door="办亊"), *KINDS[1:]]
    with pytest.raises(ValueError, match=rf"{KINDS[0].name}: there is no door 办亊, but 办事"):
        entrances(mistyped)


def test_every_duty_stands_on_the_page_of_who_owed_it(edition: Edition) -> None:
    """Each cell of the grid leads to that unit's month; the month lists what was not kept."""
    pages = {page.url: page for page in clock_pages(edition)}
    for (period, agency), own in edition.dues.groupby(["period", "agency"]):
        view = pages[f"/clock/{period}/{agency}/"].view
        assert sum(group.count for group in view.groups) == len(own)
    for period, own in edition.dues.groupby("period"):
        view = pages[f"/clock/{period}/"].view
        faults = own["state"].isin([*clock.MISSING, clock.LATE])
        assert sum(group.count for group in view.groups) == faults.sum()
    links = re.findall(r'href="(/clock/[^"]+)"', pages["/clock/"].view.grid.body)
    assert links
    assert set(links) <= set(pages)


def test_a_township_s_month_is_one_page_that_its_own_pages_lead_to(edition: Edition) -> None:
    """What is missing, due and warned of, each counted; a task a township makes its page."""
    county = edition.county
    assert towns(county) == ("taiping", "baiyang")
    filled = [kind for kind in KINDS if edition.has(kind.name)]
    late = replace(edition, dues=_late(edition.dues))
    for slug in towns(county):
        [page] = town_pages(filled, slug, late)
        view = page.view
        own = clock.counted(late.dues)
        own = own[own["agency"] == slug]
        assert view.missing_count == len(clock.missing(own)) > 0
        assert sum(map(int, re.findall(r">(\d+) 项</a>", view.missing.body))) == view.missing_count
        until = county.as_of + timedelta(days=DAYS_AHEAD)
        ahead = edition.upcoming[edition.upcoming["agency"] == slug]
        assert view.due_count == (ahead["due"].dt.date <= until).sum() > 0
        warned = [one for one in edition.warnings if one.path.split("/")[1] == slug]
        assert view.finding_count == len(warned)
    assert (page.url, page.title) == ("/clock/baiyang/", "白杨镇这个月")
    clock_page = next(clock_pages(edition))
    assert [link.url for link in clock_page.view.towns] == ["/clock/taiping/", "/clock/baiyang/"]
    panels = portal.panels(KINDS, edition)
    for subject in (("agency", "taiping"), ("place", "990121100000")):
        links = chain.from_iterable(getattr(panel.view, "links", ()) for panel in panels[subject])
        assert "/clock/taiping/" in {link.url for link in links}
    keys = {task.key for task in portal.tasks(KINDS, edition, ())}
    assert {"clock/taiping", "clock/baiyang"} <= keys


def _late(dues: pd.DataFrame) -> pd.DataFrame:
    """The same duties, none of them done."""
    return dues.assign(state=clock.UNPUBLISHED, days_late=3)


def test_what_was_proved_leads_to_its_rows(edition: Edition) -> None:
    """A sum of a sheet leads to the sheet, a line of a trial balance to the sheet it is part of."""
    found = rule_proofs.tables([kind for kind in KINDS if edition.has(kind.name)], edition)
    proofs = {check.rule.code: v.proofs for check, v in edition.verdicts["accounts"]}
    links = {
        code: re.findall(r'href="([^"]+)"', own.table.body)
        for code, own in found.items()
        if own.table
    }
    sheet = re.compile(r"/accounts/\d{12}-\d\d/\d{4}/#\d\d")
    for code in ("wrong-income-total", "wrong-fund-closing"):
        assert links[code]
        assert all(sheet.fullmatch(link) for link in links[code])
    for code in ("wrong-account-closing", "wrong-net-value"):
        assert len(links[code]) == min(20, len(proofs[code].frame))
        assert all(re.match(r"/accounts/\d{12}-\d\d/", link) for link in links[code])
    assert sheet.fullmatch(links["wrong-account-closing"][0])
