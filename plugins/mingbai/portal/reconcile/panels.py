"""Pairs -> a section on the page of each thing that is compared, and of each place and agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.check.reconciliations import AGREES, DIFFERS, UNKNOWN
from mingbai.model import Edition, Panel, Trouble
from mingbai.page import GapLine, Link
from mingbai.portal import answered
from mingbai.portal.reconcile.pairs import URL, Pair, counts, gap_line, pairs, url_of
from mingbai.portal.reconcile.units import chain, units

_TITLE = "对得上吗"
_ON_THING, _ON_UNIT = 140, 880
_GAPS = 5


@dataclass(frozen=True, slots=True)
class ReconcilePanelView:
    """reconcile_panel.html. gaps: the largest first. fine, unknown: sentences, said quietly."""

    sentence: str
    gaps: tuple[GapLine, ...]
    fine: tuple[str, ...]
    unknown: tuple[str, ...]
    links: tuple[Link, ...]


def panels(edition: Edition) -> Iterator[Panel]:
    """A panel for each thing, village, township and agency that has a pair."""
    every = edition.shared(pairs)
    of_thing: dict[tuple[str, str], list[Pair]] = {}
    for pair in every:
        for thing in dict.fromkeys(side.thing for side in pair.sides):
            if thing[0] and edition.url(*thing) is not None:
                of_thing.setdefault(thing, []).append(pair)
    for place, of_place in _by_place(every, edition).items():
        of_thing.setdefault(("place", place), []).extend(of_place)
    for unit in units(every, edition.county):
        if unit.url.startswith(f"{URL}agencies/"):
            slug = unit.url.removeprefix(f"{URL}agencies/").strip("/")
            of_thing.setdefault(("agency", slug), []).extend(unit.pairs)
    for subject, of in of_thing.items():
        is_unit = subject[0] in ("place", "agency")
        order = _ON_UNIT if is_unit else _ON_THING
        view = _view(of, edition, subject if is_unit else None)
        yield Panel(
            subject,
            order,
            _TITLE,
            "reconcile_panel.html",
            view,
            is_daily=any(answered.waits(line.replies) for line in view.gaps),
            trouble=_trouble(of),
        )


def _trouble(of: Sequence[Pair]) -> Trouble | None:
    """How many of these do not agree; None where all that can be compared do."""
    number = counts(of)[DIFFERS]
    return Trouble("两处写的数对不上", note=f"{number:,} 处") if number else None


def _by_place(every: Sequence[Pair], edition: Edition) -> dict[str, list[Pair]]:
    """The pairs of each place and of all places below it, but for the county itself."""
    parents = edition.county.places["parent_code"].to_dict()
    by_place: dict[str, list[Pair]] = {}
    for pair in every:
        codes = {code for side in pair.sides for code in chain(side.place, parents)}
        for code in sorted(codes - {edition.county.root_place}):
            by_place.setdefault(code, []).append(pair)
    return by_place


def _view(of: Sequence[Pair], edition: Edition, unit: tuple[str, str] | None) -> ReconcilePanelView:
    number = counts(of)
    gaps = [pair for pair in of if pair.outcome == DIFFERS]
    lines = tuple(
        gap_line(pair, edition, i) for i, pair in enumerate(gaps[: _GAPS if unit else None])
    )
    return ReconcilePanelView(
        sentence=_sentence(number),
        gaps=lines,
        fine=() if unit else _told(of, AGREES, "{number} 处{title}对得上。"),
        unknown=_told(of, UNKNOWN, "{number} 处{title}没法比：{reason}。"),
        links=_links(of, unit, len(gaps) > len(lines), edition),
    )


def _sentence(number: dict[str, int]) -> str:
    """`比了 12 处：1 处对不上，11 处对得上；另有 3 处没法比。`"""
    compared = number[DIFFERS] + number[AGREES]
    if not compared:
        return f"{number[UNKNOWN]:,} 处没法比。"
    parts = [f"{number[o]:,} 处{o}" for o in (DIFFERS, AGREES) if number[o]]
    more = f"；另有 {number[UNKNOWN]:,} 处没法比" if number[UNKNOWN] else ""
    return f"比了 {compared:,} 处：{'，'.join(parts)}{more}。"


def _told(of: Sequence[Pair], outcome: str, words: str) -> tuple[str, ...]:
    number = Counter((p.reconciliation.title, p.reason) for p in of if p.outcome == outcome)
    return tuple(
        words.format(number=f"{count:,}", title=title, reason=reason)
        for (title, reason), count in number.items()
    )


def _links(
    of: Sequence[Pair], unit: tuple[str, str] | None, has_more: bool, edition: Edition
) -> tuple[Link, ...]:
    if unit is None:
        by_code = {pair.reconciliation.code: pair.reconciliation for pair in of}
        return tuple(Link(f"怎样比的：{r.title}", url_of(r)) for r in by_code.values())
    folder = "places" if unit[0] == "place" else "agencies"
    is_page = unit[0] == "agency" or edition.county.places.at[unit[1], "kind"] == "乡镇"
    words = "全部对不上的" if has_more else "逐处看"
    return (Link(words, f"{URL}{folder}/{unit[1]}/" if is_page else URL),)
