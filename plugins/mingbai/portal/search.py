"""Names -> a search index that a phone reads in one go.

A name is found by any part of its title, its id, its keys, its note, its pinyin or the initials of
its pinyin. The browser (theme/static/js/search.js) does the finding; nothing is asked of a server.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from mingbai.model import Download, Name, Scope
from mingbai.page.alphabet import pinyin

Entry = tuple[str, str, str, int, str, str]
Scopes = Mapping[str, Scope]

# Things of the portal itself. A home page and its like are there for panels, not for search.
SCOPES = (
    Scope("dataset", "数据", rank=280),
    Scope("page", "网页", rank=290),
    Scope("portal", "首页"),
)
SHARD_OCTETS = 100_000


def index(names: Iterable[Name], scopes: Scopes) -> bytes:
    """All names as one document: strict JSON without any `<`, sorted, without white space.

    `sorts`: what readers call each scope. `names`: title, pinyin, url, position in `sorts`, note,
    further words it is found by (its id and keys). A scope without a rank is a KeyError. What
    is looked up by number has no pinyin.
    """
    searched = _searched(scopes)
    return _document(_entries(names, searched), {}, searched)


def documents(names: Iterable[Name], scopes: Scopes, limit: int = SHARD_OCTETS) -> dict[str, bytes]:
    """Url -> the same in documents of about `limit` octets.

    Names come before records (`Scope.is_numbered`), which a browser asks for only when it needs
    them. Each document says in `parts` how many there are of both.
    """
    searched = _searched(scopes)
    entries: dict[str, list[Entry]] = {"names": [], "records": []}
    for entry in _entries(names, searched):
        sort = "records" if searched[entry[3]].is_numbered else "names"
        entries[sort].append(entry)
    cut = {sort: _cut(found, limit) for sort, found in entries.items()}
    parts = {
        "names": len(cut["names"]),
        "records": len(cut["records"]) if entries["records"] else 0,
    }
    return {
        f"/search/{sort}-{i}.json": _document(part, parts, searched)
        for sort in entries
        for i, part in enumerate(cut[sort][: parts[sort]])
    }


def _cut(entries: Sequence[Entry], limit: int) -> list[list[Entry]]:
    """Runs of about `limit` octets of JSON; at least one run, though it be empty."""
    runs: list[list[Entry]] = [[]]
    octets = 0
    for entry in entries:
        length = len(json.dumps(entry, ensure_ascii=False).encode())
        if runs[-1] and octets + length > limit:
            runs.append([])
            octets = 0
        runs[-1].append(entry)
        octets += length
    return runs


def _searched(scopes: Scopes) -> tuple[Scope, ...]:
    """Scopes that readers search in, in the order of results that match equally well."""
    return tuple(scope for scope in scopes.values() if scope.rank is not None)


def _entries(names: Iterable[Name], searched: Sequence[Scope]) -> list[Entry]:
    order = {scope.name: i for i, scope in enumerate(searched)}
    found = sorted(names, key=lambda n: (order[n.scope], n.url, n.id))
    return [
        (
            n.title,
            "" if searched[order[n.scope]].is_numbered else pinyin(n.title),
            n.url,
            order[n.scope],
            n.note,
            " ".join(dict.fromkeys((n.id, *n.keys))),
        )
        for n in found
    ]


def _document(
    entries: Sequence[Entry], parts: Mapping[str, int], searched: Sequence[Scope]
) -> bytes:
    text = json.dumps(
        {"parts": parts, "sorts": [scope.title for scope in searched], "names": entries},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode()


def urls(names: Iterable[Name], scopes: Scopes) -> Iterator[str]:
    """Where the documents stand, `/search/names-0.json` first."""
    return iter(documents(names, scopes))


def downloads(names: Iterable[Name], scopes: Scopes) -> Iterator[Download]:
    """The documents as files of the portal."""
    for url, body in documents(names, scopes).items():
        yield Download(url, _kept(body))


def _kept(body: bytes) -> Callable[[], bytes]:
    return lambda: body
