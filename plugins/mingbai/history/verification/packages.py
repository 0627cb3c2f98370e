"""The packages of a site against its log: the newest version of each, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mingbai.history import canonical_json
from mingbai.history.canonical_json import NotCanonical
from mingbai.history.log import Entry, Log
from mingbai.history.verification import rules
from mingbai.history.verification.trees import SiteTree
from mingbai.issues import Issue

FOLDER = "data/"
SEAL = "seal.json"
_SHOWN = 12
_DEPTH = 5  # data/<kind>/<publisher>/<period>/<file>


def check(site: SiteTree, log: Log) -> Iterator[Issue]:
    """Packages that are not as the log says, or that it does not know; log: a sound one."""
    numbers = {entry.package: number for number, entry in enumerate(log.entries, 1)}
    published = {path.rpartition("/")[0] for path in _files(site)}
    for folder in sorted(published - {FOLDER + package for package in numbers}):
        yield rules.NOT_LOGGED.issue(folder)
    for package, entry in sorted(log.newest.items()):
        yield from _faults(site, entry, str(numbers[package]))


def _files(site: SiteTree) -> list[str]:
    """Files that lie where those of a package do."""
    return [path for path in site.below(FOLDER) if path.count("/") == _DEPTH - 1]


def _faults(site: SiteTree, entry: Entry, number: str) -> Iterator[Issue]:
    folder = f"{FOLDER}{entry.package}/"
    path = folder + SEAL
    content = site.body(path)
    if content is None:
        yield rules.PACKAGE_GONE.issue(path, number=number)
        return
    if site.digests[path] != entry.digest:
        found, expected = (digest[:_SHOWN] for digest in (site.digests[path], entry.digest))
        yield rules.ANOTHER_VERSION.issue(path, found=f"{found}…", expected=expected, number=number)
        return
    try:
        seal = canonical_json.load(content)
    except NotCanonical:
        seal = None
    if not isinstance(seal, dict):
        yield rules.TABLE_DIFFERS.issue(path, found="封签坏了")
        return
    yield from _fact_faults(path, seal, entry, number)
    yield from _table_faults(site, folder, seal)


def _fact_faults(path: str, seal: Mapping[str, Any], entry: Entry, number: str) -> Iterator[Issue]:
    """What a seal says otherwise than the entry that logged it."""
    logged = {
        "kind": entry.kind,
        "publisher": entry.publisher,
        "period": entry.period,
        "published": entry.published.isoformat(),
        "form": entry.form,
        "root": entry.root,
        "rows": entry.rows,
    }
    for name, expected in logged.items():
        if name not in seal or seal[name] != expected:
            found = str(seal.get(name, "没有"))
            yield rules.SEAL_DIFFERS.issue(
                path, field=name, found=found, expected=str(expected), number=number
            )


def _table_faults(site: SiteTree, folder: str, seal: Mapping[str, Any]) -> Iterator[Issue]:
    """Tables that are not as the seal says; lists of persons, without a root, are not published."""
    expected = {
        f"{folder}{table['name']}.csv": table["digest"]
        for table in _tables(seal)
        if "root" in table
    }
    present = {path for path in site.below(folder) if path.endswith(".csv")}
    for path in sorted(expected.keys() | present):
        if path not in present:
            yield rules.TABLE_DIFFERS.issue(path, found="没有这张表")
        elif path not in expected:
            yield rules.TABLE_DIFFERS.issue(path, found="封签里没有这张表")
        elif site.digests[path] != expected[path]:
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
