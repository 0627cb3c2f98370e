"""The packages of a site against its log: each version that is there, byte for byte.

The newest version of a package lies in `data/<kind>/<publisher>/<period>/`, one that was replaced,
where it is offered, in `v<order>/` inside: the first of its package is `v1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mingbai.history import canonical_json
from mingbai.history.canonical_json import NotCanonical
from mingbai.history.log import Entry, Log
from mingbai.history.verification import rules
from mingbai.history.verification.trees import SiteTree
from mingbai.issues import Issue

SEAL = "seal.json"
_FOLDER = re.compile(r"data/[^/]+/[^/]+/[^/]+(/v[0-9]+)?")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _Logged:
    """An entry of the log, and its number; the first is 1."""

    number: int
    entry: Entry


def check(site: SiteTree, log: Log) -> Iterator[Issue]:
    """Versions that are not as the log says, or that it does not know; log: a sound one."""
    expected = _expected(log)
    current = {f"data/{package}" for package in log.newest}
    published = _published(site)
    for folder in sorted(published.keys() - expected.keys()):
        yield rules.NOT_LOGGED.issue(folder)
    for folder in sorted(current | (published.keys() & expected.keys())):
        names = published.get(folder, frozenset())
        yield from _faults(site, f"{folder}/", names, expected[folder])


def _expected(log: Log) -> dict[str, _Logged]:
    """Each folder where a version may lie, with what the log says of it."""
    expected: dict[str, _Logged] = {}
    orders: dict[str, int] = {}
    for number, entry in enumerate(log.entries, 1):
        order = orders[entry.package] = orders.get(entry.package, 0) + 1
        one = _Logged(number, entry)
        expected[f"data/{entry.package}/v{order}"] = expected[f"data/{entry.package}"] = one
    return expected


def _published(site: SiteTree) -> dict[str, frozenset[str]]:
    """Each folder that is a version's by its place -> the names of the data files in it."""
    digests: dict[str, set[str]] = {}
    for path in site.below("data/"):
        folder, _, name = path.rpartition("/")
        if _FOLDER.fullmatch(folder) and name != "index.html":
            digests.setdefault(folder, set()).add(name)
    return {folder: frozenset(names) for folder, names in digests.items()}


def _faults(site: SiteTree, folder: str, names: frozenset[str], logged: _Logged) -> Iterator[Issue]:
    path, number = folder + SEAL, str(logged.number)
    content = site.body(path)
    if content is None:
        yield rules.PACKAGE_GONE.issue(path, number=number)
        return
    if site.digests[path] != logged.entry.digest:
        yield rules.ANOTHER_VERSION.issue(
            path,
            found=f"{site.digests[path][:_SHOWN]}…",
            expected=logged.entry.digest[:_SHOWN],
            number=number,
        )
        return
    try:
        seal = canonical_json.load(content)
    except NotCanonical:
        seal = None
    if not isinstance(seal, dict):
        yield rules.TABLE_DIFFERS.issue(path, found="封签坏了")
        return
    yield from _fact_faults(path, seal, logged)
    yield from _table_faults(site, folder, names, seal)


def _fact_faults(path: str, seal: Mapping[str, Any], logged: _Logged) -> Iterator[Issue]:
    """What a seal says otherwise than the entry that logged it."""
    entry = logged.entry
    facts = {
        "kind": entry.kind,
        "publisher": entry.publisher,
        "period": entry.period,
        "published": entry.published.isoformat(),
        "form": entry.form,
        "root": entry.root,
        "rows": entry.rows,
    }
    for name, expected in facts.items():
        if name not in seal or seal[name] != expected:
            yield rules.SEAL_DIFFERS.issue(
                path,
                field=name,
                found=str(seal.get(name, "没有")),
                expected=str(expected),
                number=str(logged.number),
            )


def _table_faults(
    site: SiteTree, folder: str, names: frozenset[str], seal: Mapping[str, Any]
) -> Iterator[Issue]:
    """Tables that are not as the seal says; lists of persons, without a root, are not published."""
    digests = {f"{t['name']}.csv": t["digest"] for t in _tables(seal) if "root" in t}
    present = {name for name in names if name.endswith(".csv")}
    for name in sorted(digests.keys() | present):
        path = folder + name
        if name not in present:
            yield rules.TABLE_DIFFERS.issue(path, found="没有这张表")
        elif name not in digests:
            yield rules.TABLE_DIFFERS.issue(path, found="封签里没有这张表")
        elif site.digests[path] != digests[name]:
            yield rules.TABLE_DIFFERS.issue(path, found="内容不同")


def _tables(seal: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The tables that a seal names, as far as they are named as they should be."""
    tables = seal.get("tables")
    named = tables if isinstance(tables, list) else []
    return [
        table
        for table in named
        if isinstance(table, dict) and isinstance(table.get("name"), str) and "digest" in table
    ]
