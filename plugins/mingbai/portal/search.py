"""Names -> a search index that a phone reads in one go.

A name is found by any part of its title, its id, its keys, its note, its pinyin or the initials of
its pinyin. The browser (theme/static/js/search.js) does the finding; nothing is asked of a server.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from mingbai.model import Download, Name
from mingbai.page.alphabet import pinyin

Entry = tuple[str, str, str, int, str, str]

# Scope -> what a reader calls it. The order is the order of results that match equally well.
SCOPES = {
    "place": "地方",
    "book": "账本",
    "agency": "部门",
    "item": "事项",
    "contract": "合同",
    "asset": "资产",
    "resource": "资源",
    "project": "工程",
    "matter": "村务",
    "party_item": "党务",
    "window": "窗口",
    "round": "评议",
    "opinion": "评议意见",
    "rectification": "整改任务",
    "indicator": "考评指标",
    "task": "重点工作",
    "document": "文件",
    "basis": "依据",
    "catalogue_entry": "公开目录",
    "filing": "检查备案",
    "commitment": "承诺",
    "complaint": "投诉",
    "decision": "问责",
    "delay": "滞办告知书",
    "notice": "督查通报",
    "case": "办件",
    "post": "岗位",
    "dataset": "数据",
    "page": "网页",
}
# Things that people look up by number, not by name: too many for an A–Z.
BY_NUMBER = frozenset({"case", "opinion", "rectification", "complaint", "commitment", "delay"})
SHARD_OCTETS = 100_000


def index(names: Iterable[Name]) -> bytes:
    """All names as one document: strict JSON without any `<`, sorted, without white space.

    `sorts`: what readers call each scope. `names`: title, pinyin, url, position in `sorts`, note,
    further words it is found by (its id and keys). A scope that SCOPES lacks is a KeyError. What
    is looked up by number has no pinyin.
    """
    return _document(_entries(names), {})


def documents(names: Iterable[Name], limit: int = SHARD_OCTETS) -> dict[str, bytes]:
    """Url -> the same in documents of about `limit` octets.

    Names come before records (BY_NUMBER), which a browser asks for only when it needs them. Each
    document says in `parts` how many there are of both.
    """
    order = list(SCOPES)
    entries: dict[str, list[Entry]] = {"names": [], "records": []}
    for entry in _entries(names):
        sort = "records" if order[int(entry[3])] in BY_NUMBER else "names"
        entries[sort].append(entry)
    cut = {sort: _cut(found, limit) for sort, found in entries.items()}
    parts = {
        "names": len(cut["names"]),
        "records": len(cut["records"]) if entries["records"] else 0,
    }
    return {
        f"/search/{sort}-{i}.json": _document(part, parts)
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


def _entries(names: Iterable[Name]) -> list[Entry]:
    order = {scope: i for i, scope in enumerate(SCOPES)}
    found = sorted(names, key=lambda n: (order[n.scope], n.url, n.id))
    return [
        (
            n.title,
            "" if n.scope in BY_NUMBER else pinyin(n.title),
            n.url,
            order[n.scope],
            n.note,
            " ".join(dict.fromkeys((n.id, *n.keys))),
        )
        for n in found
    ]


def _document(entries: Sequence[Entry], parts: Mapping[str, int]) -> bytes:
    text = json.dumps(
        {"parts": parts, "sorts": list(SCOPES.values()), "names": entries},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode()


def urls(names: Iterable[Name]) -> Iterator[str]:
    """Where the documents stand, `/search/names-0.json` first."""
    return iter(documents(names))


def downloads(names: Iterable[Name]) -> Iterator[Download]:
    """The documents as files of the portal."""
    for url, body in documents(names).items():
        yield Download(url, _kept(body))


def _kept(body: bytes) -> Callable[[], bytes]:
    return lambda: body
