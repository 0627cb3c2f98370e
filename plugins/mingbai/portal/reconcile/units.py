"""Pairs -> those that each township and each agency answers for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingbai.county import County
from mingbai.portal.reconcile.pairs import URL, Pair

TOWNSHIPS, AGENCIES = "乡镇", "单位"


@dataclass(frozen=True, slots=True)
class Unit:
    """A township or an agency with the pairs that it answers for. url: of their page."""

    group: str
    name: str
    url: str
    pairs: tuple[Pair, ...]


def units(every: Sequence[Pair], county: County) -> tuple[Unit, ...]:
    """Townships, then agencies that answer for pairs of no place; each has at least one pair."""
    parents = county.places["parent_code"].to_dict()
    kinds = county.places["kind"].to_dict()
    of_town: dict[str, list[Pair]] = {}
    of_agency: dict[str, list[Pair]] = {}
    for pair in every:
        towns = {_township(side.place, parents, kinds) for side in pair.sides} - {""}
        for town in towns:
            of_town.setdefault(town, []).append(pair)
        for slug in {side.agency for side in pair.sides} - {""}:
            if not towns:
                of_agency.setdefault(slug, []).append(pair)
    townships = [
        Unit(TOWNSHIPS, str(name), f"{URL}places/{code}/", tuple(of_town[code]))
        for code, name in county.places["name"].items()
        if code in of_town
    ]
    agencies = [
        Unit(AGENCIES, str(name), f"{URL}agencies/{slug}/", tuple(of_agency[slug]))
        for slug, name in county.agencies["short_name"].items()
        if slug in of_agency
    ]
    return (*townships, *agencies)


def chain(place: str, parents: Mapping[Any, Any]) -> list[str]:
    """A place and all that it lies in, from the inside; [] for a code that is not registered."""
    codes = []
    while isinstance(place, str) and place in parents:
        codes.append(place)
        place = parents[place]
    return codes


def _township(place: str, parents: Mapping[Any, Any], kinds: Mapping[Any, Any]) -> str:
    return next((code for code in chain(place, parents) if kinds[code] == "乡镇"), "")
