"""Feeds that any reader program accepts, that say when and what, and never move."""

import dataclasses
import html
import json
from datetime import date
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from harness import data_folder
from mingbai import build
from mingbai.kinds import by_name
from mingbai.model import Disclosure, Edition
from mingbai.portal import feeds
from mingbai.portal.feeds import feed_formats
from mingbai.portal.feeds.channels import channels
from sizes import examples

KINDS = tuple(by_name(name) for name in ("registry", "accounts", "appraisals"))
ROOT = "https://qingyuan.example"


def made(data: Path) -> Edition:
    return build.build(data_folder(data, "appraisals", others=("accounts",)), KINDS).edition


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Edition:
    return made(tmp_path_factory.mktemp("feeds"))


def files(edition: Edition) -> dict[str, bytes]:
    return {d.url: d.body() for d in feeds.downloads(KINDS, edition)}


def only(edition: Edition, *disclosures: Disclosure) -> Edition:
    return dataclasses.replace(edition, disclosures=disclosures)


def ids(body: bytes) -> list[str]:
    return [entry.id for entry in feedparser.parse(body).entries]


def test_a_feed_parser_reads_every_feed_without_complaint(edition):
    """No bozo, a title, a date and an address of its own for each entry, ids that are unique."""
    found = {u: b for u, b in files(edition).items() if u.endswith((".atom", ".rss"))}
    assert len(found) > 50
    for url, body in found.items():
        parsed = feedparser.parse(body)
        assert not parsed.bozo, url
        assert [link.href for link in parsed.feed.links if link.rel == "self"] == [ROOT + url]
        assert parsed.feed.link.startswith(ROOT + "/")
        assert not parsed.feed.link.endswith((".atom", ".rss"))
        own = [entry.id for entry in parsed.entries]
        assert len(set(own)) == len(own)
        for entry in parsed.entries:
            assert entry.title
            assert entry.link.startswith(ROOT + "/")
            assert entry.published.endswith(("+08:00", "+0800"))


def test_a_guid_is_no_address_and_every_feed_says_when_it_changed(edition):
    """What the W3C validator asks of RSS 2.0 and Atom 1.0 beyond being well-formed."""
    atom = "{http://www.w3.org/2005/Atom}"
    for url, body in files(edition).items():
        root = etree.fromstring(body) if url.endswith((".atom", ".rss")) else None
        if url.endswith(".rss"):
            assert {g.get("isPermaLink") for g in root.iter("guid")} <= {"false"}
            for name in ("title", "link", "description", "lastBuildDate"):
                assert root.findtext(f"channel/{name}"), (url, name)
        elif root is not None:
            for name in ("id", "title", "updated"):
                assert root.findtext(atom + name), (url, name)
            assert root.findtext(f"{atom}author/{atom}name")
            for entry in root.iter(atom + "entry"):
                for name in ("id", "title", "updated", "published", "summary"):
                    assert entry.findtext(atom + name), (url, name)


def test_the_same_data_makes_the_same_bytes(edition, tmp_path):
    """No clock, no order of a hash: a second build of the same data is equal, byte for byte."""
    assert files(made(tmp_path)) == files(edition)


def test_a_place_holds_what_is_below_it_and_the_county_holds_all(edition):
    """A township's feed contains its villages' entries; the county's contains everything."""
    found = files(edition)
    village = ids(found["/feeds/places/990121100201.atom"])
    township = ids(found["/feeds/places/990121100000.atom"])
    other = ids(found["/feeds/places/990121101000.atom"])
    assert village
    assert set(village) <= set(township)
    assert not set(village) & set(other)
    assert ids(found["/feeds/places/990121000000.atom"]) == ids(found["/feeds/all.atom"])
    assert len(ids(found["/feeds/all.atom"])) == min(50, len(edition.disclosures))


def test_a_kind_and_an_agency_hold_their_own(edition):
    """Two rounds of appraisal, published by the county office."""
    found = files(edition)
    rounds = [f"tag:qingyuan.example,2026-01-01:appraisals/{year}" for year in (2024, 2025)]
    assert sorted(ids(found["/feeds/kinds/appraisals.atom"])) == rounds
    assert set(rounds) <= set(ids(found["/feeds/agencies/office.atom"]))
    assert ids(found["/feeds/agencies/gongan.atom"]) == []


def test_only_the_newest_fifty_stand_in_a_feed(edition):
    """Sixty disclosures, newest first: the ten oldest are left to the pages."""
    first = edition.disclosures[0]
    many = [
        dataclasses.replace(first, id=f"x/{i}", published=date.fromordinal(739_000 - i))
        for i in range(60)
    ]
    found = files(only(edition, *many))
    expected = [f"tag:qingyuan.example,2026-01-01:x/{i}" for i in range(50)]
    assert ids(found["/feeds/all.atom"]) == expected
    assert ids(found["/feeds/all.rss"]) == expected


def test_an_id_stays_when_title_address_and_date_change(edition):
    """A reader program never shows the same disclosure twice."""
    first = edition.disclosures[0]
    moved = dataclasses.replace(
        first, title="另一个标题", url="/elsewhere/", published=date(2020, 1, 1)
    )
    before, after = (files(only(edition, one))["/feeds/all.atom"] for one in (first, moved))
    assert ids(before) == ids(after)
    assert before != after


def test_the_three_forms_say_the_same(edition):
    """JSON Feed 1.1, Atom and RSS: equal ids, titles, addresses and texts."""
    found = files(edition)
    document = json.loads(found["/feeds/all.json"])
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    assert document["feed_url"] == ROOT + "/feeds/all.json"
    said = [(i["id"], i["title"], i["url"], i["content_text"]) for i in document["items"]]
    for form in ("atom", "rss"):
        entries = feedparser.parse(found[f"/feeds/all.{form}"]).entries
        assert [(e.id, e.title, e.link, html.unescape(e.summary)) for e in entries] == said


def test_the_opml_lists_every_feed_once(edition):
    """What it lists is there, and what is there is listed."""
    found = files(edition)
    outlines = etree.fromstring(found["/feeds/feeds.opml"]).iter("outline")
    listed = [o.get("xmlUrl").removeprefix(ROOT) for o in outlines if o.get("type") == "rss"]
    assert sorted(listed) == sorted(url for url in found if url.endswith(".atom"))


def test_every_feed_that_the_page_offers_is_there(edition):
    """The feeds page leads to files and pages of this portal, village groups left out."""
    (page,) = feeds.pages(KINDS, edition)
    found = files(edition)
    lines = [line for group in page.view.groups for line in group.lines]
    assert page.view.opml.octets == len(found[page.view.opml.url])
    assert [group.title for group in page.view.groups] == ["全部", "按类别", "按单位", "按地方"]
    assert all({line.atom, line.rss, line.json} <= set(found) for line in lines)
    assert not [line for line in lines if "990121100201-01" in line.atom]
    assert "/feeds/places/990121100201-01.atom" in found


def test_a_package_of_person_lists_alone_is_in_no_feed(edition):
    """Person lists stay out of feeds, whatever their kind discloses."""
    first = edition.disclosures[0]
    tables = edition.tables[first.package.kind]
    hidden = {
        name: dataclasses.replace(
            table, schema=dataclasses.replace(table.schema, is_person_list=True)
        )
        for name, table in tables.by_name.items()
    }
    secret = dataclasses.replace(
        only(edition, first),
        tables={**edition.tables, first.package.kind: dataclasses.replace(tables, by_name=hidden)},
    )
    assert not any(first.title.encode() in body for body in files(secret).values())


def test_markup_in_a_text_stays_text(edition):
    """RSS takes a description for HTML: what was typed is shown, nothing runs."""
    text = '<script>alert(1)</script> & "]]>" <b>粗</b>'
    hostile = dataclasses.replace(edition.disclosures[0], title=text, summary=text)
    found = files(only(edition, hostile))
    item = etree.fromstring(found["/feeds/all.rss"]).find("channel/item")
    assert html.unescape(item.findtext("description")) == text
    assert "<" not in item.findtext("description")
    assert item.findtext("title") == text
    assert json.loads(found["/feeds/all.json"])["items"][0]["content_text"] == text


def test_whatever_is_typed_the_feed_is_well_formed(edition):
    """Control characters, lone surrogates, non-characters: left out, the rest comes through."""
    site = feed_formats.feed_portal(edition)

    @examples(60)
    @given(text=st.text(min_size=1, max_size=60).filter(lambda t: feed_formats.clean(t).strip()))
    def holds(text):
        odd = dataclasses.replace(edition.disclosures[0], title=text, summary=text)
        channel = channels(KINDS, only(edition, odd))[0]
        feed = feed_formats.generator(channel, site)
        root = etree.fromstring(feed_formats.atom(channel, site, lambda: feed))
        shown = root.findtext("{*}entry/{*}title")
        assert shown.replace("\r", "\n") == feed_formats.clean(text).replace("\r", "\n")
        json.loads(feed_formats.json_feed(channel, site))

    holds()
