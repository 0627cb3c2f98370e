"""One state per thing: wherever the demo's site shows or counts a state, it says the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from conftest import Portal
from demo_tables import DATA
from mingbai.model import Site
from shared import Shared

_NUMBER = re.compile(r"[0-9][0-9,]*")
_MARKED = re.compile(rb"data-(?:of|count)=")


@pytest.fixture(scope="module")
def site(shared: Shared) -> Site:
    """The demo's portal, before it is written."""
    return shared.site(DATA)


def marked_pages(output: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every page that shows or counts a state: where it is, and its tree."""
    for path in sorted(output.rglob("*.html")):
        body = path.read_bytes()
        if _MARKED.search(body):
            yield path.relative_to(output).as_posix(), html.fromstring(body)


@pytest.fixture(scope="module")
def shown(portal: Portal) -> dict[str, dict[str, set[str]]]:
    """Thing (`contract/HT-1`) -> word -> the pages that show it."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for where, tree in marked_pages(portal.output):
        for element in tree.iter():
            if isinstance(element.tag, str) and element.get("data-of"):
                assert element.text_content() == element.get("data-state"), where
                found[element.get("data-of")][element.get("data-state")].add(where)
    return found


def test_a_thing_has_one_state_wherever_it_is_shown(
    shown: dict[str, dict[str, set[str]]], site: Site
) -> None:
    """Title, lists, panels: the word that the kind's one function decided, and no other."""
    assert shown
    states = site.edition.states
    for thing, words in shown.items():
        scope, _, id_ = thing.partition("/")
        assert set(words) == {states[scope].at[id_, "word"]}, (thing, dict(words))


def test_every_decided_thing_is_shown(shown: dict[str, dict[str, set[str]]], site: Site) -> None:
    """No state is decided that nobody shows: each thing's own page says how it stands."""
    for scope, decided in site.edition.states.items():
        missing = [id_ for id_ in decided.index if f"{scope}/{id_}" not in shown]
        assert missing == [], scope


def test_a_state_is_counted_alike_wherever_it_is_counted(portal: Portal, site: Site) -> None:
    """Figures of all pages: as many as the one function decided."""
    counted = 0
    for where, tree in marked_pages(portal.output):
        for element in tree.iter():
            count = element.get("data-count") if isinstance(element.tag, str) else None
            if not count or count.startswith("/"):
                continue
            scope, _, word = count.partition("/")
            number = _NUMBER.search(element.text_content())
            assert number is not None, (where, count)
            expected = int((site.edition.states[scope]["word"] == word).sum())
            assert int(number[0].replace(",", "")) == expected, (where, count)
            counted += 1
    assert counted


def test_bad_news_stands_first(portal: Portal, site: Site) -> None:
    """The page of a thing that is late, missing or owed says so in its first line."""
    for scope, decided in site.edition.states.items():
        for id_ in decided.index[decided["tone"].isin(["bad", "missing", "late"])]:
            url = site.edition.url(scope, id_)
            assert url is not None
            path = portal.output / url.strip("/") / "index.html"
            main = html.fromstring(path.read_bytes()).xpath("//main")[0]
            alarms = main.xpath(".//*[contains(concat(' ', @class, ' '), ' alarm ')]")
            assert alarms, url
            before = alarms[0].xpath("preceding::h2[ancestor::main]")
            assert before == [], url


def test_no_reconciled_count_contradicts_another(portal: Portal) -> None:
    """A page's three numbers are counted once; the same page never says two."""
    seen: dict[str, str] = {}
    for where, tree in marked_pages(portal.output):
        for element in tree.xpath("//*[starts-with(@data-count, '/')]"):
            found = _NUMBER.search(element.text_content())
            assert found is not None, where
            number = found[0].replace(",", "")
            assert element.get("data-number", number) == number
            assert seen.setdefault(element.get("data-count"), number) == number, where
