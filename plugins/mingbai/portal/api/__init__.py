"""Edition -> the static interface for programs, /api/v1/: lists, rows page by page, things by id.

Strict JSON. Money and other decimals are texts (`"1583.20"`), so that no program rounds them; what
is absent is null; dates are ISO. Each table is a task, what else a kind has another; the index
tells of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from mingbai.check import clock
from mingbai.model import Download, Edition, Kind, Task
from mingbai.portal import datasets
from mingbai.portal.api import openapi, paging, things
from mingbai.portal.api.addresses import ROOT, SEARCH_URL
from mingbai.portal.api.documents import json_file
from mingbai.portal.datasets import TableOutline, absolute

__all__ = ["downloads", "make_index", "tasks"]


def downloads(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """All of it."""
    for kind in kinds:
        for task in tasks(kind, edition):
            yield from (one for one in task.run(edition) if isinstance(one, Download))
    yield from make_index(kinds, edition)


def tasks(kind: Kind, edition: Edition) -> Iterator[Task]:
    """The things and states of a kind with packages, and each of its tables by itself.

    A table that is too large to be paged is not read at all.
    """
    key, outlines = f"api/{kind.name}", datasets.outlines_of(edition.tables[kind.name])
    if not edition.has(kind.name):
        return
    for one in outlines:
        yield Task(f"{key}/{one.name}", partial(_make_table, one, kind), given={"table": one})
    yield Task(key, partial(_make, kind, outlines), given={"tables": outlines})


def _make_table(outline: TableOutline, kind: Kind, edition: Edition) -> Iterator[Download]:
    yield from paging.of_table(outline, kind, edition.tables[kind.name], edition)


def _make(kind: Kind, outlines: Sequence[TableOutline], edition: Edition) -> Iterator[Download]:
    tables = edition.tables[kind.name]
    sorts = things.things(kind, tables, edition)
    listings = [one.listing for one in sorts]
    yield from paging.of_kind(outlines, kind, tables, edition, listings)
    yield from things.downloads(sorts)
    for states in kind.states:
        yield json_file(f"{ROOT}states/{states.scope}.json", _states(states.scope, edition))


def make_index(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """What there is, what is overdue, and the description of all of it."""
    filled = [kind for kind in kinds if edition.has(kind.name)]
    yield json_file(f"{ROOT}index.json", _index(filled, edition))
    yield json_file(f"{ROOT}dues.json", _dues(edition))
    yield json_file(f"{ROOT}openapi.json", openapi.document(filled, edition.county))


def _index(kinds: Sequence[Kind], edition: Edition) -> dict[str, Any]:
    county = edition.county
    root = absolute(county, ROOT)
    return {
        "name": county.setting("portal_name"),
        "openapi": f"{root}openapi.json",
        "datasets": [f"{root}datasets/{kind.name}/index.json" for kind in kinds],
        "things": [
            {"scope": one.scope, "dataset": f"{root}datasets/{kind.name}/index.json"}
            for kind in kinds
            for one in kind.things
        ],
        "states": [f"{root}states/{states.scope}.json" for kind in kinds for states in kind.states],
        "dues": f"{root}dues.json",
        "search": absolute(county, SEARCH_URL),
        "dcat": absolute(county, "/data/catalog.jsonld"),
        "everything": absolute(county, "/data/county.zip"),
        "edition": absolute(county, "/edition.json"),
    }


def _states(scope: str, edition: Edition) -> dict[str, Any]:
    """How each thing of a scope stands, by its id."""
    states = edition.states[scope]
    words = zip(states.index, states["word"], states["tone"], strict=True)
    return {
        "scope": scope,
        "states": {str(id_): {"word": word, "tone": tone} for id_, word, tone in words},
    }


def _dues(edition: Edition) -> dict[str, Any]:
    """All that was due and did not come, the longest overdue first."""
    dues = clock.missing(edition.dues)
    columns = ["id", "kind", "subject", "place", "agency", "period", "title", "url", "state"]
    rows = dues[columns].astype(object).where(dues[columns].notna(), None).to_dict("records")
    days = zip(rows, dues["due"].dt.strftime("%Y-%m-%d"), dues["days_late"].tolist(), strict=True)
    return {
        "as_of": edition.county.as_of.isoformat(),
        "dues": [{**row, "due": due, "days_late": late} for row, due, late in days],
    }
