"""Lasting ids -> what replies and questions are about: in words, with its address and its thing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from mingbai.check import row_ids
from mingbai.check.answers import CORRECTION, GAP, QUESTION, WARNING, correction_id
from mingbai.history.differences import Change
from mingbai.history.releases import ReleasedVersion
from mingbai.model import Edition
from mingbai.page import addresses
from mingbai.page.records import Row, rows
from mingbai.schema import Schema

_NAMING = ("summary", "title", "name", "subject", "content")
_GONE = "（现在已经没有这一处）"
Thing = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is spoken of. url: None where it has no page. things: (scope, id) on whose pages."""

    title: str
    url: str | None = None
    things: tuple[Thing, ...] = ()


def of_replies(frame: pd.DataFrame, edition: Edition) -> Mapping[str, Subject]:
    """What each reply is about, by the number of the reply."""
    replies = rows(frame[["reply_no", "sort", "about"]])
    named = {
        row
        for reply in replies
        if reply["sort"] in (WARNING, GAP)
        for row in reply["about"].split(":")[1:]
    }
    by_row = of_rows(named, edition)
    return {reply["reply_no"]: _subject(reply, by_row, edition) for reply in replies}


def of_rows(ids: Collection[str], edition: Edition) -> Mapping[str, Subject]:
    """The rows that are there now, by their ids."""
    by_row: dict[str, Subject] = {}
    for (kind, table), wanted in row_ids.by_table(ids).items():
        if kind in edition.tables and table in edition.tables[kind].by_name:
            frame = row_ids.rows_of(edition.tables[kind], kind, table, wanted)
            by_row |= dict(_of_table(kind, edition.tables[kind][table].schema, frame, edition))
    return by_row


def _of_table(
    kind: str, schema: Schema, frame: pd.DataFrame, edition: Edition
) -> Iterator[tuple[str, Subject]]:
    row_urls = edition.row_urls.get(kind)
    urls = row_urls(schema.name, frame) if row_urls else [None] * len(frame)
    for row, url in zip(rows(frame), urls, strict=True):
        things = tuple(_things(kind, schema, row, edition))
        url_of_thing = url or next((edition.names[thing].url for thing in things), None)
        yield row["row_id"], Subject(_title(schema, row, things, edition), url_of_thing, things[:1])


def _things(kind: str, schema: Schema, row: Row, edition: Edition) -> Iterator[Thing]:
    """The things that the key of a row names and that have a page."""
    fields = [field for table in edition.tables[kind] for field in table.schema.fields]
    scopes = {f.name: scope for f in fields if (scope := f.identifies or f.refers)}
    for name in schema.primary_key:
        thing = (scopes.get(name, ""), str(row[schema[name].column]))
        if thing in edition.names:
            yield thing


def _title(schema: Schema, row: Row, things: tuple[Thing, ...], edition: Edition) -> str:
    """`柳塘村账本 收支明细 2026-06 011：付本月误工补贴`."""
    of_thing = [edition.names[thing].title for thing in things[:1]]
    ids = {id_ for _, id_ in things[:1]}
    cells = [str(row[schema[name].column]) for name in schema.primary_key]
    rest = [cell for cell in cells if cell not in ids]
    words = next((str(row[name]) for name in _NAMING if row.get(name)), "")
    title = " ".join([*of_thing, *([schema.title, *rest] if rest else [])])
    return f"{title}：{words}" if words and rest else title or words


def _subject(reply: Row, by_row: Mapping[str, Subject], edition: Edition) -> Subject:
    sort, about = reply["sort"], reply["about"]
    if sort == WARNING:
        return _of_warning(about, by_row, edition)
    if sort == GAP:
        return _of_gap(about, by_row, edition)
    if sort == CORRECTION:
        return _of_correction(about, edition)
    if sort == QUESTION:
        name = edition.names[("question", about)]
        return Subject(name.title, name.url, (("question", about),))
    raise ValueError(f"{reply['reply_no']}: {sort}")


def _of_warning(about: str, by_row: Mapping[str, Subject], edition: Edition) -> Subject:
    """The rule by its title, and the row that it warned of; the row may be gone."""
    code, _, row = about.partition(":")
    title = next(
        check.rule.title
        for verdicts in edition.verdicts.values()
        for check, _ in verdicts
        if check.rule.code == code
    )
    subject = by_row.get(row)
    words = f"“{title}”的提醒：{subject.title}" if subject else f"“{title}”的提醒{_GONE}"
    return Subject(words, f"/rules/{code}/", subject.things if subject else ())


def _of_gap(about: str, by_row: Mapping[str, Subject], edition: Edition) -> Subject:
    code, *ids = about.split(":")
    title = edition.reconciled.by_code[code].title
    frame = edition.reconciled.frame
    pair = frame[frame["id"] == about]
    if not len(pair):
        things = tuple(thing for id_ in ids if id_ in by_row for thing in by_row[id_].things)
        return Subject(f"{title}{_GONE}", addresses.reconciliation_url(code), things)
    (row,) = rows(pair.reset_index(drop=True))
    sides = ((row[f"{side}_scope"], row[f"{side}_thing"]) for side in ("left", "right"))
    things = tuple(dict.fromkeys(side for side in sides if side in edition.names))
    return Subject(f"{title}：{row['title']}", addresses.gap_url(code, about), things)


def _of_correction(about: str, edition: Edition) -> Subject:
    """The correction on the page of its version; before its release it has none."""
    for release in edition.corrections:
        for one in release.corrections:
            if correction_id(release.entry.package, one.number) == about:
                title = release.seal.document["title"]
                url = addresses.change_url(release.entry.package, release.order)
                things = _things_of_change(release, one.change, edition)
                return Subject(f"{title}的更正", url, things)
    return Subject(f"更正 {about}")


def _things_of_change(
    release: ReleasedVersion, change: Change, edition: Edition
) -> tuple[Thing, ...]:
    """The thing of the row that was corrected, where the row is still there."""
    kind = release.entry.kind
    if not change.row or kind not in edition.tables:
        return ()
    id_ = row_ids.of_change(kind, change.table, change.row)
    subject = of_rows({id_}, edition).get(id_)
    return subject.things if subject else ()
