"""Feeds that any reader program accepts, that say when and what, and never move."""

import dataclasses
import html
import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from harness import data_folder
from mingbai import build
from mingbai.check.open_data import OpenPackage
from mingbai.county import County
from mingbai.kinds import by_name
from mingbai.model import Disclosure, Edition
from mingbai.portal import feeds
from mingbai.portal.feeds import feed_formats
from mingbai.portal.feeds.about import FeedPortal, clean, feed_portal
from mingbai.portal.feeds.channels import channels
from mingbai.portal.feeds.entries import EntryTexts
from mingbai.portal.feeds.feed_items import FeedItem, feed_items
from mingbai.portal.prose import Prose
from sizes import examples

KINDS = tuple(by_name(name) for name in ("registry", "accounts", "appraisals"))
ROOT = "https://qingyuan.example"


def made(data: Path) -> Edition:
    return build.build(data_folder(data, "appraisals", others=("accounts",)), KINDS).edition


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Edition:
    return made(tmp_path_factory.mktemp("feeds"))


def files(edition: Edition, notices: Sequence[Prose] = ()) -> dict[str, bytes]:
    return {d.url: d.body() for d in feeds.downloads(KINDS, edition, notices)}


def only(edition: Edition, *disclosures: Disclosure) -> Edition:
    return dataclasses.replace(edition, disclosures=disclosures)


def ids(body: bytes) -> list[str]:
    return [entry.id for entry in feedparser.parse(body).entries]


def archived(found: dict[str, bytes], url: str) -> list[bytes]:
    """A feed and all that is reached from it by prev-archive."""
    bodies = []
    while url:
        bodies.append(found[url])
        assert len(bodies) < 1_000
        url = link(found[url], "prev-archive")
    return bodies


def link(body: bytes, rel: str) -> str:
    """The rooted address of an Atom link in Atom or RSS, "" if there is none."""
    links = etree.fromstring(body).iterfind(".//{http://www.w3.org/2005/Atom}link")
    return next((e.get("href").removeprefix(ROOT) for e in links if e.get("rel") == rel), "")


def all_ids(found: dict[str, bytes], url: str) -> set[str]:
    return {id_ for body in archived(found, url) for id_ in ids(body)}


def disclosed(found: dict[str, bytes], url: str) -> list[tuple[str, str]]:
    """(title, address) of every disclosure in a feed and its archives, each once, in order."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    for body in archived(found, url):
        for entry in feedparser.parse(body).entries:
            contents = [c.value for c in entry.get("content", ()) if c.value.startswith("<ul>")]
            anchors = [a for c in contents for a in etree.fromstring(c).iter("a")]
            parts = [(a.text, a.get("href")) for a in anchors] or [(entry.title, entry.link)]
            assert pairs.setdefault(entry.id, parts) == parts
    return [pair for parts in pairs.values() for pair in parts]


def expected(disclosures: Iterable[Disclosure]) -> list[tuple[str, str]]:
    """The same of the disclosures themselves, sorted."""
    return sorted((d.title, ROOT + d.url) for d in disclosures)


def many(edition: Edition, days: int, each: int = 6) -> list[Disclosure]:
    """As many disclosures a day, newest first; each day of two books' publishers and two places."""
    places = ("990121100201", "990121101201")
    accounts = next(d for d in edition.disclosures if d.package.kind == "accounts")
    return [
        dataclasses.replace(
            accounts,
            id=f"accounts/x{i}/{day}",
            title=f"第 {day} 天第 {i} 项",
            url=f"/accounts/x{i}/#{day}",
            published=date(2026, 1, 1) + timedelta(days=day),
            place=places[i % 2],
        )
        for day in reversed(range(days))
        for i in range(each)
    ]


def test_a_feed_parser_reads_every_feed_without_complaint(edition):
    """No bozo, a title, a date and an address of its own for each entry, ids that are unique."""
    found = {u: b for u, b in files(edition).items() if u.endswith((".atom", ".rss"))}
    assert len(found) > 50
    for url, body in found.items():
        parsed = feedparser.parse(body)
        assert not parsed.bozo, url
        assert [each.href for each in parsed.feed.links if each.rel == "self"] == [ROOT + url]
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
    township = set(ids(found["/feeds/places/990121100000.atom"]))
    other = ids(found["/feeds/places/990121101000.atom"])
    assert village
    assert set(village) <= township
    assert not set(village) & set(other)
    assert township < set(ids(found["/feeds/places/990121000000.atom"]))
    assert disclosed(found, "/feeds/places/990121000000.atom") == [
        (d.title, ROOT + d.url) for d in edition.disclosures
    ]


def test_a_kind_and_an_agency_hold_their_own(edition):
    """Two rounds of appraisal, published by the county office on one day: one entry."""
    found = files(edition)
    rounds = ["tag:qingyuan.example,2026-01-01:batches/appraisals/office/2026-07-10"]
    assert sorted(ids(found["/feeds/kinds/appraisals.atom"])) == rounds
    assert len(disclosed(found, "/feeds/kinds/appraisals.atom")) == 2
    assert set(rounds) <= set(ids(found["/feeds/agencies/office.atom"]))
    assert ids(found["/feeds/agencies/gongan.atom"]) == []


@pytest.fixture(scope="module")
def long_edition(edition) -> Edition:
    """The fixtures and sixty days with 360 disclosures."""
    return only(edition, *sorted(many(edition, 60), key=lambda d: (-d.published.toordinal(), d.id)))


def test_no_disclosure_is_lost(edition, long_edition):
    """Whoever follows prev-archive has each disclosure once: of all, kind, agency and place."""
    for data in (edition, long_edition):
        found, everything = files(data), data.disclosures
        assert sorted(disclosed(found, "/feeds/all.atom")) == expected(everything)
        for kind in KINDS:
            of_kind = [d for d in everything if d.package.kind == kind.name]
            assert sorted(disclosed(found, f"/feeds/kinds/{kind.name}.atom")) == expected(of_kind)
        for slug in data.county.agencies.index:
            of_agency = [d for d in everything if slug in (d.agency, d.package.publisher)]
            assert sorted(disclosed(found, f"/feeds/agencies/{slug}.atom")) == expected(of_agency)
        homes = data.county.agencies["place_code"]
        codes = [str(d.place or homes[d.agency or d.package.publisher]) for d in everything]
        parents = data.county.places["parent_code"].dropna().astype(str).to_dict()
        for code in map(str, data.county.places.index):
            of_place = [
                d
                for d, place in zip(everything, codes, strict=True)
                if code in self_and_above(parents, place)
            ]
            assert sorted(disclosed(found, f"/feeds/places/{code}.atom")) == expected(of_place)


def self_and_above(parents: dict[str, str], code: str) -> list[str]:
    return [code, *self_and_above(parents, parents[code])] if code in parents else [code]


def test_a_closed_archive_never_changes(edition):
    """Built with the days up to N, and again up to M: each archive of the first is in the second.

    Only documents that are subscribed to and the open page, which is no archive yet, are rewritten.
    """
    everything = many(edition, 60)
    later = files(only(edition, *everything))
    for last in (20, 21, 37, 59):
        earlier = files(only(edition, *[d for d in everything if _day(d) <= last]))
        closed = {u: b for u, b in earlier.items() if _is_archive(u, b)}
        assert closed
        assert all(later[url] == body for url, body in closed.items())


def _day(disclosure: Disclosure) -> int:
    return (disclosure.published - date(2026, 1, 1)).days


def _is_archive(url: str, body: bytes) -> bool:
    name = ".//{http://purl.org/syndication/history/1.0}archive"
    return url.endswith((".atom", ".rss")) and etree.fromstring(body).find(name) is not None


def test_archives_are_linked_in_both_directions_and_no_day_is_split(long_edition):
    """From the newest to the oldest and back; each names the feed; pages hold whole days."""
    found = files(long_edition)
    url = "/feeds/places/990121000000.atom"
    chain = [url]
    while older := link(found[chain[-1]], "prev-archive"):
        chain.append(older)
    archives = chain[1:]
    assert archives == [
        f"/feeds/places/990121000000/2026-{day}.atom" for day in ("02-04", "01-18", "01-01")
    ]
    assert [link(found[u], "current") for u in archives] == [url] * len(archives)
    for older, newer in zip(archives[1:], archives, strict=False):
        assert link(found[older], "next-archive") == newer
    open_page = link(found[archives[0]], "next-archive")
    assert link(found[open_page], "prev-archive") == archives[0]
    assert link(found[open_page], "next-archive") == ""
    assert [_is_archive(u, found[u]) for u in (url, open_page, *archives)] == [
        False,
        False,
        *[True] * len(archives),
    ]
    days = [
        {e.published[:10] for e in feedparser.parse(found[u]).entries}
        for u in (open_page, *archives)
    ]
    assert sum(len(of_page) for of_page in days) == len(set().union(*days)) == 60
    assert all(100 <= len(ids(found[u])) < 200 for u in archives)


def test_what_is_subscribed_to_holds_at_least_fifty(long_edition):
    """Readers that know no archives get the newest fifty in Atom, twenty in the other forms."""
    found = files(long_edition)
    for url, day in (("/feeds/places/990121000000", 6), ("/feeds/places/990121100000", 3)):
        everything = ids(found[f"{url}.atom"])
        assert len(everything) >= 50
        few = ids(found[f"{url}.rss"])
        assert few == [item["id"] for item in json.loads(found[f"{url}.json"])["items"]]
        assert few == everything[: -(-20 // day) * day]
        assert link(found[f"{url}.rss"], "alternate") == f"{url}.atom"


def test_archives_are_written_in_one_form(long_edition):
    """What is older is published once, in Atom; a JSON feed promises no page that is not there."""
    found = files(long_edition)
    archives = [url for url in found if url.count("/") == 4 and "/2026-" in url]
    assert archives
    assert {url.rpartition(".")[2] for url in archives} == {"atom"}
    assert not any("next_url" in json.loads(found[u]) for u in found if u.endswith(".json"))


def test_disclosures_of_a_publisher_kind_and_day_are_one_entry_in_wide_feeds(edition):
    """The title counts them, the content lists each with its link; in a place each is an entry."""
    disclosures = many(edition, 1, each=3)
    found = files(only(edition, *disclosures))
    for url in ("all", "kinds/accounts", "agencies/taiping"):
        (entry,) = feedparser.parse(found[f"/feeds/{url}.atom"]).entries
        assert entry.id == "tag:qingyuan.example,2026-01-01:batches/accounts/taiping/2026-01-01"
        assert entry.title == "太平镇政府公开 3 本账 2026 年 6 月收支"
        assert (entry.published, entry.updated) == (
            "2026-01-01T00:00:00+08:00",
            "2026-01-01T00:00:02+08:00",
        )
        (item,) = json.loads(found[f"/feeds/{url}.json"])["items"]
        assert item["content_html"] == entry.content[0].value
        assert [a.text for a in etree.fromstring(item["content_html"]).iter("a")] == [
            d.title for d in disclosures
        ]
    assert len(ids(found["/feeds/places/990121000000.atom"])) == 3


def test_no_two_entries_of_a_feed_have_the_same_time(edition, long_edition):
    """Sorted by time a reader program shows what the feed shows."""
    for data in (edition, long_edition):
        for url, body in files(data).items():
            if url.endswith(".atom"):
                times = [entry.updated for entry in feedparser.parse(body).entries]
                assert times == sorted(set(times), reverse=True), url


def test_two_portals_under_one_host_share_no_id(edition, monkeypatch):
    """The portal's path is part of every id, of feeds and of entries."""
    setting = County.setting
    sets = []
    for site_url in (ROOT, f"{ROOT}/accounts", f"{ROOT}/accounts/x/"):

        def changed(county, key, url=site_url):
            return url if key == "site_url" else setting(county, key)

        monkeypatch.setattr(County, "setting", changed)
        bodies = [body for url, body in files(edition).items() if url.endswith(".atom")]
        sets.append({e.text for body in bodies for e in etree.fromstring(body).iter("{*}id")})
    assert "tag:qingyuan.example,2026-01-01:/accounts/x:feeds/all" in sets[2]
    assert len(set().union(*sets)) == sum(len(of_portal) for of_portal in sets)


def test_notices_and_open_data_are_in_the_feed_of_everything(edition):
    """A notice is in its own channel and that of its issuer, too."""
    issuer = str(edition.county.agencies.at["office", "name"])
    notice = Prose(
        "/notices/a/",
        "通知",
        "notice",
        metadata={"issuer": issuer},
        body=Markup(""),
        published=date(2026, 6, 1),
    )
    package = OpenPackage(
        name="stops",
        title="公交站",
        description="站名。",
        updated=date(2026, 6, 2),
        tables=edition.tables["accounts"],
    )
    found = files(dataclasses.replace(only(edition), open_data=(package,)), [notice])
    notice_id, data_id = (
        f"tag:qingyuan.example,2026-01-01:{id_}"
        for id_ in ("notices/a", "open_data/stops/2026-06-02")
    )
    assert ids(found["/feeds/all.atom"]) == [data_id, notice_id]
    assert ids(found["/feeds/notices.rss"]) == [notice_id]
    assert ids(found["/feeds/agencies/office.atom"]) == [notice_id]
    assert ids(found["/feeds/agencies/taiping.atom"]) == []


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
    texts = [i["summary"] if "content_html" in i else i["content_text"] for i in document["items"]]
    said = [
        (i["id"], i["title"], i["url"], t) for i, t in zip(document["items"], texts, strict=True)
    ]
    for form in ("atom", "rss"):
        entries = feedparser.parse(found[f"/feeds/all.{form}"]).entries
        assert [(e.id, e.title, e.link, html.unescape(e.summary)) for e in entries] == said


def test_the_opml_lists_every_feed_once(edition):
    """What it lists is there, and what is there is listed."""
    found = files(edition)
    outlines = etree.fromstring(found["/feeds/feeds.opml"]).iter("outline")
    listed = [o.get("xmlUrl").removeprefix(ROOT) for o in outlines if o.get("type") == "rss"]
    atom = {url for url in found if url.endswith(".atom")}
    archives = {link(found[url], "prev-archive") for url in atom}
    archives |= {link(found[url], "next-archive") for url in atom}
    assert sorted(listed) == sorted(atom - archives)


def test_every_feed_that_the_page_offers_is_there(edition):
    """The feeds page leads to files and pages of this portal, village groups left out."""
    (page,) = feeds.pages(KINDS, edition)
    found = files(edition)
    lines = [line for group in page.view.groups for line in group.lines]
    assert page.view.opml.octets == len(found[page.view.opml.url])
    assert [group.title for group in page.view.groups] == [
        "全部",
        "逾期",
        "按类别",
        "按单位",
        "按地方",
    ]
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
    site = feed_portal(edition)

    @examples(60)
    @given(text=st.text(min_size=1, max_size=60).filter(lambda t: clean(t).strip()))
    def holds(text):
        odd = dataclasses.replace(edition.disclosures[0], title=text, summary=text)
        channel = channels(KINDS, only(edition, odd), ())[0]
        page = channel.pages[0]
        entries = EntryTexts(site)
        root = etree.fromstring(feed_formats.atom(channel, page, site, entries))
        shown = root.findtext("{*}entry/{*}title")
        assert shown.replace("\r", "\n") == clean(text).replace("\r", "\n")
        json.loads(feed_formats.json_feed(channel, page, site, entries))

    holds()


def by_feedgen(item: FeedItem, site: FeedPortal) -> tuple[str, str]:
    """An entry as feedgen writes it, in Atom and in RSS."""
    feed, entry = FeedGenerator(), FeedEntry()
    for say in (feed.id, feed.title, feed.description):
        say("x")
    feed.link(href="x")
    entry.id(site.tag(item.id))
    entry.title(clean(item.title))
    entry.link(href=site.absolute(item.url))
    entry.summary(html.escape(clean(item.summary)), type="html")
    if item.parts:
        parts = "".join(
            f'<li><a href="{site.absolute(p.url)}">{html.escape(clean(p.title))}</a>：'
            f"{html.escape(clean(p.summary))}</li>"
            for p in item.parts
        )
        entry.content(f"<ul>{parts}</ul>", type="html")
    entry.published(item.published)
    entry.updated(item.updated)
    entry.author({"name": clean(item.author)})
    feed.add_entry(entry)
    atom, rss = feed.atom_str().decode(), feed.rss_str().decode()
    return (
        "<entry>" + atom.partition("<entry>")[2].removesuffix("</feed>") + "\n",
        "<item>" + rss.partition("<item>")[2].removesuffix("</channel></rss>") + "\n",
    )


def test_an_entry_is_written_as_feedgen_writes_it(edition):
    """Character by character, whatever is typed, alone or as a batch."""
    site = feed_portal(edition)
    first, second = feed_items(edition, ())[:2]

    @examples(60)
    @given(st.text(min_size=1, max_size=40).filter(lambda t: clean(t).strip()))
    def holds(text):
        odd = dataclasses.replace(first, title=text, summary=text, author=text)
        for item in (odd, dataclasses.replace(odd, parts=(odd, second))):
            entries = EntryTexts(site)
            assert (entries.atom(item), entries.rss(item)) == by_feedgen(item, site)

    holds()
