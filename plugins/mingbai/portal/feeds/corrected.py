"""Corrections -> FeedItems: each is a new entry, on the day it entered the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingbai.model import Edition, Kind
from mingbai.portal import corrections
from mingbai.portal.corrections import CorrectionLine
from mingbai.portal.feeds.feed_items import FeedItem, in_order, midnight

CORRECTIONS = "corrections"


def correction_items(kinds: Sequence[Kind], edition: Edition) -> tuple[FeedItem, ...]:
    """An entry for each thing that a version corrected, newest first."""
    names = {str(slug): str(name) for slug, name in edition.county.agencies["name"].items()}
    return in_order(_item(line, names) for line in corrections.corrected(kinds, edition))


def _item(line: CorrectionLine, names: Mapping[str, str]) -> FeedItem:
    entry, first = line.release.entry, line.first
    count = f"等 {len(line.lines):,} 处" if len(line.lines) > 1 else ""
    return FeedItem(
        id=f"{CORRECTIONS}/{entry.package}/{line.release.order}/{'/'.join(line.thing or ())}",
        url=line.url,
        title=f"更正：{line.title} {line.period}",
        summary=f"{first.what}{count}：{first.before} 改成 {first.after}。{line.reason}。",
        author=names.get(entry.publisher, entry.publisher),
        source=CORRECTIONS,
        published=midnight(line.day),
        updated=midnight(line.day),
        publisher=entry.publisher,
        agencies=(entry.publisher,),
        place=line.place,
        period=entry.period,
    )
