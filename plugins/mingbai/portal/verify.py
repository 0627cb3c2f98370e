"""The log and the versions in it -> `/verify/` and the index by which a browser finds a file.

The index is cut small: a reader's phone asks for one part of it, some kilobytes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from mingbai.history import signatures
from mingbai.history.releases import ReleasedVersion
from mingbai.model import HOME_CRUMB, Crumb, Download, Edition, Page
from mingbai.portal.corrections import change_url, folder_url

URL = "/verify/"
CHECKPOINT_URL = "/log/checkpoint"


@dataclass(frozen=True, slots=True)
class VerifyView:
    """verify.html. checkpoint, log: addresses. keys: who may sign the log, as vkeys."""

    checkpoint: str
    log: str
    keys: tuple[str, ...]
    phone: str


def pages(edition: Edition) -> Iterator[Page]:
    """The page where anyone can verify a file; none before anything stands in the log."""
    if not edition.log.entries:
        return
    yield Page(
        url=URL,
        template="verify.html",
        title="手里的文件，和公开的一样吗",
        view=VerifyView(
            checkpoint=CHECKPOINT_URL,
            log="/log/log.jsonl",
            keys=tuple(known.key.text for known in signatures.registered(edition.county)),
            phone=edition.county.setting("supervision_phone"),
        ),
        description="选进一个下载过的文件，就知道它和网上公开的是不是一字不差、后来改过没有。",
        crumbs=(HOME_CRUMB, Crumb("核对文件")),
        section="数据",
    )


def downloads(edition: Edition) -> Iterator[Download]:
    """`/verify/tables/<2 hex>.json` by digest, `/verify/packages/<kind>/<publisher>.json`."""
    if not edition.log.entries:
        return
    for name, document in (*_tables(edition.releases), *_packages(edition.releases)):
        yield Download(f"{URL}{name}.json", partial(_json, document))


def _tables(releases: Sequence[ReleasedVersion]) -> Iterator[tuple[str, dict[str, Any]]]:
    """By the digest of a table: [entry, package, title, digest of the version, its seal]."""
    shards: defaultdict[str, dict[str, list[list[Any]]]] = defaultdict(dict)
    for release in releases:
        for table, digest in release.tables.items():
            rows = [
                release.number,
                release.entry.package,
                f"{release.seal.document['title']}，{table}.csv",
                release.entry.digest,
                f"{folder_url(release)}seal.json",
            ]
            shards[digest[:2]].setdefault(digest, []).append(rows)
    for start in sorted(shards):
        yield f"tables/{start}", dict(sorted(shards[start].items()))


def _packages(releases: Sequence[ReleasedVersion]) -> Iterator[tuple[str, dict[str, Any]]]:
    """By period: the versions of a package, oldest first, and the keys of the rows each changed."""
    publishers: defaultdict[str, defaultdict[str, list[dict[str, Any]]]]
    publishers = defaultdict(lambda: defaultdict(list))
    for release in releases:
        entry = release.entry
        publishers[f"packages/{entry.kind}/{entry.publisher}"][entry.period].append(
            {
                "entry": release.number,
                "digest": entry.digest,
                "released": entry.released.isoformat(),
                "action": entry.action,
                "page": _page(release),
                "changed": sorted(_subjects(release)),
            }
        )
    for name in sorted(publishers):
        yield name, dict(sorted(publishers[name].items()))


def _page(release: ReleasedVersion) -> str:
    """What a version changed; the files of one that changed nothing."""
    is_change = release.changes or release.is_withdrawal
    return change_url(release) if is_change else folder_url(release)


def _subjects(release: ReleasedVersion) -> set[str]:
    """The first cell of the key of every row that changed: the book, the item, the contract."""
    keys = (json.loads(change.row) for change in release.changes if change.row)
    return {str(key[0]) for key in keys if key}


def _json(document: dict[str, Any]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"
