"""One state per thing: wherever the demo's site shows or counts a state, it says the same."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest
from lxml import html

import shown_states
from conftest import Portal
from demo_tables import DATA
from mingbai.check import clock
from mingbai.kinds.accounts.village_months import homes, village_months
from mingbai.model import Edition
from mingbai.page.charts import DotState
from shared import Shared
from shown_states import StatesOfPage

_ALARMS = ("bad", "missing", "late")
_BAND = ".//*[contains(concat(' ', @class, ' '), ' alarm ') or @class='band']"
_NUMBER = re.compile(r"[0-9][0-9,]*")


@pytest.fixture(scope="module")
def edition(shared: Shared) -> Edition:
    """The demo's edition, as its pages were made from it."""
    return shared.site(DATA).edition


@pytest.fixture(scope="module")
def words(edition: Edition) -> frozenset[str]:
    """Every word that says how a thing stands."""
    return shown_states.vocabulary(edition)


@pytest.fixture(scope="module")
def pages(portal: Portal, words: frozenset[str]) -> Sequence[StatesOfPage]:
    """Every page of the demo's portal, with what it says of states."""
    return tuple(shown_states.pages(portal.output, words))


def main_of(portal: Portal, url: str) -> html.HtmlElement:
    """The main part of a page, by its rooted url."""
    path = portal.output / url.partition("#")[0].strip("/") / "index.html"
    return html.fromstring(path.read_bytes()).xpath("//main")[0]


def test_no_page_contradicts_what_was_decided(
    pages: Sequence[StatesOfPage], edition: Edition
) -> None:
    """Marks, figures and the order of tables on all pages; no state's word without its mark."""
    assert sum(len(page.marks) for page in pages) > 3_000
    assert sum(len(page.counts) for page in pages) > 100
    assert sum(len(page.orders) for page in pages) > 500
    assert [text for page in pages for text in shown_states.contradictions(page, edition)] == []


def test_every_decided_thing_is_shown(pages: Sequence[StatesOfPage], edition: Edition) -> None:
    """No state is decided that nobody shows: each thing's own page says how it stands."""
    shown = {thing for page in pages for thing, _ in page.marks}
    for scope, decided in edition.states.items():
        assert len(decided)
        assert decided.index.is_unique
        missing = [id_ for id_ in decided.index if f"{scope}/{id_}" not in shown]
        assert missing == [], scope


MARK = re.compile(r'<span class="mark[^"]*" data-of="case/[^"]*" data-state="([^"]*)">\1</span>')


def _another_word(page: str) -> str:
    return MARK.sub(lambda m: m[0].replace(m[1], "正在办理"), page, count=1)


def _without_mark(page: str) -> str:
    *_, last = MARK.finditer(page)
    return page[: last.start()] + f"<span>{last[1]}</span>" + page[last.end() :]


def _another_number(page: str) -> str:
    return re.sub(r'(data-count="case/[^"]*">)[0-9]+', r"\g<1>7", page, count=1)


def _other_order(page: str) -> str:
    """The first row that tells of bad news, moved behind the last row of its table."""
    row = re.search(r"<tr>(?:(?!</tr>).)*mark--bad(?:(?!</tr>).)*</tr>", page)
    assert row is not None
    end = page.index("</tbody>", row.end())
    return page[: row.start()] + page[row.end() : end] + row[0] + page[end:]


def _nameless_mark(page: str) -> str:
    return page.replace("</main>", '<span class="mark mark--ok">很好</span></main>')


# Where lies are told: a page of all cases of an item, some of them late; the page of all figures.
_ITEM, _INDEX = "completions/item/", "completions/index.html"


def is_mixed(page: StatesOfPage) -> bool:
    """Whether a table of a page has good news and bad."""
    return any(len(set(ranks)) > 1 for _, ranks in page.orders)


@pytest.mark.parametrize(
    ("url", "lie", "found"),
    [
        (_ITEM, _another_word, "not 正在办理"),
        (_ITEM, _without_mark, "stands without a mark"),
        (_INDEX, _another_number, "not 7"),
        (_ITEM, _other_order, "does not begin with bad news"),
        (_ITEM, _nameless_mark, "a mark of nothing says 很好"),
    ],
)
def test_a_planted_contradiction_is_found(
    url: str,
    lie: Callable[[str], str],
    found: str,
    pages: Sequence[StatesOfPage],
    portal: Portal,
    edition: Edition,
    words: frozenset[str],
) -> None:
    """One mark, figure or row of a page that was changed by hand is named, and nothing else."""
    where = next(
        page.where
        for page in pages
        if page.where.startswith(url) and (url == _INDEX or is_mixed(page))
    )
    body = (portal.output / where).read_text("utf-8")
    told = shown_states.page(where, lie(body).encode(), words)
    issues = list(shown_states.contradictions(told, edition))
    assert len(issues) == 1
    assert found in issues[0]


def test_bad_news_stands_first(portal: Portal, edition: Edition) -> None:
    """The page of a thing that is late, missing or owed says so before its first heading.

    Where things share a page, their table begins with it (see above).
    """
    for scope, decided in edition.states.items():
        for id_ in decided.index[decided["tone"].isin(_ALARMS)]:
            url = edition.url(scope, id_)
            if url is None or "#" in url:
                continue
            alarms = main_of(portal, url).xpath(_BAND)
            assert alarms, url
            assert alarms[0].xpath("preceding::h2[ancestor::main]") == [], url


def test_whoever_owes_anything_is_told_so_first(portal: Portal, edition: Edition) -> None:
    """The page of an agency or place with anything overdue has a band above its headings."""
    dues = clock.counted(edition.dues)
    missing = clock.missing(dues)
    for scope in ("agency", "place"):
        for id_ in missing[scope].dropna().unique():
            url = edition.url(scope, str(id_))
            assert url is not None
            bands = main_of(portal, url).xpath(".//*[@class='band']")
            assert bands, url
            assert bands[0].xpath("preceding::h2[ancestor::main]") == [], url


def test_the_clock_and_the_kinds_say_the_same(edition: Edition) -> None:
    """What the clock calls overdue or late, its kind calls bad news; what came in time it does not.

    Held against each other are things with one duty of their own, by the kind's own deadline.
    """
    compared = 0
    for kind, scope, series in (
        ("complaints", "complaint", ""),
        ("supervision", "notice", ""),
        ("key_work", "task", ""),
        ("inspections", "filing", ""),
        ("appraisals", "rectification", ""),
        ("appraisals", "opinion", ""),
        ("delays", "delay", "notices"),
    ):
        dues = edition.dues
        own = dues[(dues["kind"] == kind) & (dues["series"] == series)]
        told = own.set_index("subject")["state"]
        decided = edition.states[scope]
        both = decided.index.intersection(told.index)
        is_bad = decided.loc[both, "tone"].isin(_ALARMS)
        assert (is_bad == told[both].isin([clock.LATE, *clock.MISSING])).all(), scope
        compared += len(both)
    assert compared > 150


def corrected() -> set[tuple[str, str]]:
    """Book and month of every line that a package of accounts says was corrected."""
    return {
        (json.loads(line["row"])[0], file.parent.name)
        for file in DATA.glob("accounts/*/*/corrections.csv")
        for line in csv.DictReader(io.StringIO(file.read_text("utf-8")))
        if line["row"]
    }


def test_a_month_of_a_book_is_what_clock_and_log_say(portal: Portal, edition: Edition) -> None:
    """The grid of each book's months: published, corrected since, late, missing, not due."""
    said = {
        clock.ON_TIME: "已公开",
        clock.LATE: "迟公开",
        clock.UNPUBLISHED: "未公开",
        clock.WAITING: "未到期",
    }
    dues = edition.dues
    months = dues[(dues["kind"] == "accounts") & (dues["series"] == "months")]
    assert len(months) > 1_000
    changed, seen = corrected(), 0
    for book, own in months.groupby("subject"):
        expected = dict(zip(own["period"], own["state"].map(said), strict=True))
        for month, word in expected.items():
            if word == "已公开" and (str(book), month) in changed:
                expected[month] = "更正"
                seen += 1
        url = edition.url("book", str(book))
        assert url is not None
        assert grid(main_of(portal, url)) == expected, url
    assert seen > 0


def grid(main: html.HtmlElement) -> dict[str, str]:
    """`2026-06` -> the word that stands with it."""
    shown = {}
    for title in main.xpath(".//p[@class='months__title']"):
        year = title.text_content()[:4]
        for item in title.getnext().xpath("./li"):
            month, mark = (child.text_content() for child in item)
            shown[f"{year}-{int(month.removesuffix(' 月')):02d}"] = mark
    return shown


def test_the_sentence_of_an_index_counts_as_its_figures(portal: Portal, edition: Edition) -> None:
    """`按时办结 352 件` in the first sentence of a kind's own page is the number of such things."""
    counted = 0
    for scope, decided in edition.states.items():
        words = sorted(map(re.escape, decided["word"].unique()), key=len, reverse=True)
        said = re.compile(rf"(?<![\w])({'|'.join(words)}) ([0-9][0-9,]*) ")
        url = edition.url(scope, str(decided.index[0]))
        if url is None:
            continue
        index = main_of(portal, f"/{url.split('/')[1]}/")
        for sentence in index.xpath(".//p[@class='lead']"):
            for word, number in said.findall(sentence.text_content()):
                expected = int((decided["word"] == word).sum())
                assert int(number.replace(",", "")) == expected, (url, word)
                counted += 1
    assert counted >= 3


def test_no_reconciled_count_contradicts_another(portal: Portal) -> None:
    """A page's three numbers are counted once; the same page never says two."""
    seen: dict[str, str] = {}
    for path in sorted(Path(portal.output).rglob("*.html")):
        body = path.read_bytes()
        if b'data-count="/' not in body:
            continue
        for element in html.fromstring(body).xpath("//*[starts-with(@data-count, '/')]"):
            found = _NUMBER.search(element.text_content())
            assert found is not None, path
            number = found[0].replace(",", "")
            assert element.get("data-number", number) == number
            assert seen.setdefault(element.get("data-count"), number) == number, path


def test_a_name_says_of_its_thing_what_was_decided(edition: Edition) -> None:
    """Search and A–Z: where the note beside a name is a state's word, it is the thing's own."""
    compared = 0
    for (scope, id_), name in edition.names.items():
        decided = edition.states.get(scope, pd.DataFrame({"word": []}))["word"]
        if name.note in set(decided):
            assert name.note == decided[id_], name
            compared += 1
    assert compared > 10


def test_a_month_of_a_village_is_the_worst_that_the_clock_says_of_its_books(
    edition: Edition,
) -> None:
    """Villages by months, decided again one duty at a time; what was corrected was in time."""
    corrected = {
        (json.loads(change.row)[0], version.entry.period)
        for version in edition.releases
        if version.entry.kind == "accounts" and version.corrections
        for change in version.changes
        if change.row
    }
    assert len(corrected) > 2
    order = list(DotState)
    places, books = edition.county.places, edition.county.books["place_code"]
    worst: dict[tuple[str, str], DotState] = {}
    for due in edition.dues.itertuples():
        if (due.kind, due.series) != ("accounts", "months") or due.state == clock.WAITING:
            continue
        state = {clock.LATE: DotState.LATE, clock.UNPUBLISHED: DotState.MISSING}.get(
            due.state, DotState.ON_TIME
        )
        if state is DotState.ON_TIME and (due.subject, due.period) in corrected:
            state = DotState.CORRECTED
        place = books[due.subject]
        village = places["parent_code"][place] if places["kind"][place] == "组" else place
        before = worst.get((village, due.period), DotState.NOTHING)
        worst[village, due.period] = max(state, before, key=order.index)
    months = village_months(edition, homes(edition.county))
    assert months is not None
    assert set(worst.values()) == set(DotState) - {DotState.NOTHING}
    for village, cells in months.cells().items():
        for period, cell in zip(months.periods, cells, strict=True):
            assert cell is worst.get((village, period), DotState.NOTHING), (village, period)
