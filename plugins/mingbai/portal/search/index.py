"""Names -> the documents of the index: `core.json`, and parts by character, letters and number."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from mingbai.model import Disclosure, Download, Name, Scope
from mingbai.page import addresses
from mingbai.page.alphabet import pinyin
from mingbai.portal.search import tokens, variants

CORE_URL = "/search/core.json"
HAN, LATIN, NUMBER = "han", "latin", "number"

# A part is some 20 kB, so that two or three of them come within three seconds on slow 3G.
PART_OCTETS = 20_000
CORE_OCTETS = 24_000  # of names that are read with the core
# Of one key: what a reader would page through, and no more of one sort, for generic titles.
MOST, MOST_OF_SCOPE = 300, 100

_MONTH_URL = re.compile(r"(?P<thing>/.+/)(?P<year>\d{4})/#(?P<month>\d{2})")

Scopes = Mapping[str, Scope]
Synonyms = Sequence[tuple[str, str]]
# By the address of a thing: the first and the last month that it has a section for.
Months = Mapping[str, tuple[str, str]]
_NO_MONTHS: Months = {}


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name as it stands in the documents.

    sort: position of its scope in `core.json`'s `sorts`. is_numbered: as the scope says. keys: what
    else it is found by, its id first. body: as JSON.
    """

    title: str
    sort: int
    is_numbered: bool
    note: str
    keys: tuple[str, ...]
    body: str


def documents(
    names: Iterable[Name], scopes: Scopes, synonyms: Synonyms = (), months: Months = _NO_MONTHS
) -> dict[str, bytes]:
    """Url -> document, the core first; strict JSON without any `<`, without white space.

    synonyms: (people's word, official word). A scope of a name that is not searched is a KeyError.
    """
    searched = [scope for scope in scopes.values() if scope.rank is not None]
    entries = _entries(names, searched, months)
    parts: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    alone: dict[str, str] = {}
    by_han = _by_key(entries, _han_keys)
    for sort, by_key in (
        (HAN, by_han),
        (LATIN, _by_key(entries, _latin_keys)),
        (NUMBER, _by_key(entries, _number_keys)),
    ):
        cut = _cut(by_key)
        counts[sort], alone[sort] = cut.count, " ".join(cut.alone)
        parts |= {f"/search/{sort}-{name}.json": body for name, body in cut.parts.items()}
    rarest = sorted(by_han, key=lambda c: (len(by_han[c]), c))
    core = {
        "sorts": [scope.title for scope in searched],
        "numbered": [i for i, scope in enumerate(searched) if scope.is_numbered],
        "parts": counts,
        "alone": alone,
        "readings": variants.readings(rarest),
        "simplified": variants.simplified(
            {*by_han, *tokens.han(synonym for synonym, _ in synonyms)}
        ),
        "synonyms": [list(pair) for pair in synonyms],
    }
    return {CORE_URL: _document(core, (e.body for e in _everyones(entries))), **parts}


def downloads(
    names: Iterable[Name], scopes: Scopes, synonyms: Synonyms = (), months: Months = _NO_MONTHS
) -> Iterator[Download]:
    """The documents as files of the portal."""
    for url, body in documents(names, scopes, synonyms, months).items():
        yield Download(url, partial(bytes, body))


def months_of(disclosures: Iterable[Disclosure]) -> Months:
    """From where each month was disclosed (`/accounts/990121100201-00/2026/#06`): its span."""
    spans: dict[str, tuple[str, str]] = {}
    for disclosure in disclosures:
        if match := _MONTH_URL.fullmatch(disclosure.url):
            month = f"{match['year']}-{match['month']}"
            first, last = spans.get(match["thing"], (month, month))
            spans[match["thing"]] = (min(first, month), max(last, month))
    return spans


def _entries(names: Iterable[Name], searched: Sequence[Scope], months: Months) -> list[IndexEntry]:
    """In the order of results that match equally well: by scope, numbers from the newest on."""
    order = {scope.name: i for i, scope in enumerate(searched)}
    in_order = sorted(names, key=lambda n: (order[n.scope], n.url, n.id))
    entries = [
        _entry(name, order[name.scope], searched[order[name.scope]], months.get(name.url))
        for name in in_order
    ]
    newest_first = [e for e in entries if e.is_numbered][::-1]
    named = [e for e in entries if not e.is_numbered]
    return [*named, *sorted(newest_first, key=lambda e: e.sort)]


def _entry(name: Name, sort: int, scope: Scope, months: tuple[str, str] | None) -> IndexEntry:
    keys = tuple(dict.fromkeys((name.id, *name.keys)))
    other_keys = [
        key for key in keys if key not in name.url
    ]  # what the address says is not said twice
    body: list[Any] = [
        name.title,
        addresses.linked(name.url),
        sort,
        name.note,
        " ".join(other_keys),
    ]
    reading = "" if scope.is_numbered else pinyin(name.title)
    is_unusual = bool(reading) and reading != variants.usual(name.title)
    if is_unusual or months:
        body.append(reading if is_unusual else "")
    if months:
        body.append(" ".join(months))
    return IndexEntry(
        name.title, sort, scope.is_numbered, note=name.note, keys=keys, body=_json(body)
    )


def _han_keys(entry: IndexEntry) -> set[str]:
    return tokens.han((entry.title, entry.note, *entry.keys))


def _latin_keys(entry: IndexEntry) -> set[str]:
    return set() if entry.is_numbered else tokens.latin((entry.title, *entry.keys[1:]))


def _number_keys(entry: IndexEntry) -> set[str]:
    return tokens.numbers((entry.title, *entry.keys))


def _by_key(
    entries: Iterable[IndexEntry], keys_of: Callable[[IndexEntry], set[str]]
) -> dict[str, list[IndexEntry]]:
    by_key: defaultdict[str, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        for key in keys_of(entry):
            by_key[key].append(entry)
    return dict(by_key)


@dataclass(frozen=True)
class _IndexParts:
    """The parts of one sort of key, by name: `17`, or `x8f3a2b1c` of a key that has its own.

    count: of those that many keys share. alone: the keys that have parts of their own.
    """

    count: int
    alone: tuple[str, ...]
    parts: Mapping[str, bytes]


def _cut(by_key: Mapping[str, Sequence[IndexEntry]]) -> _IndexParts:
    """As many parts as keep them small, a power of two, so that few of them change with a name.

    A key that fills a part has one of its own: no other key is made heavy by it. more: how many a
    key would lead to where not all of them are held.
    """
    held = {key: _held(by_key[key]) for key in sorted(by_key)}
    octets = {key: sum(len(e.body.encode()) for e in entries) for key, entries in held.items()}
    alone = tuple(key for key in held if octets[key] > PART_OCTETS)
    shared = sum(octets.values()) - sum(octets[key] for key in alone)
    count = 1
    while shared > count * PART_OCTETS:
        count *= 2
    bodies: dict[str, dict[str, None]] = {str(i): {} for i in range(count)}
    bodies |= {tokens.own_part(key): {} for key in alone}
    more: dict[str, dict[str, int]] = {name: {} for name in bodies}
    keys_alone = frozenset(alone)
    for key, entries in held.items():
        name = tokens.own_part(key) if key in keys_alone else str(tokens.bucket(key, count))
        bodies[name] |= dict.fromkeys(entry.body for entry in entries)
        if len(entries) < len(by_key[key]):
            more[name][key] = len(by_key[key])
    parts = {name: _document({"more": more[name]}, bodies[name]) for name in bodies}
    return _IndexParts(count, alone, parts)


def _held(entries: Sequence[IndexEntry]) -> list[IndexEntry]:
    """The first of them, of each scope not too many."""
    of_scope: Counter[int] = Counter()
    held = []
    for entry in entries:
        of_scope[entry.sort] += 1
        if of_scope[entry.sort] <= MOST_OF_SCOPE:
            held.append(entry)
    return held[:MOST]


def _everyones(entries: Sequence[IndexEntry]) -> list[IndexEntry]:
    """All of the scopes with the fewest names, as far as they are small."""
    by_sort: defaultdict[int, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        if not entry.is_numbered:
            by_sort[entry.sort].append(entry)
    taken: list[IndexEntry] = []
    octets = 0
    for _, of_scope in sorted(by_sort.items(), key=lambda pair: (len(pair[1]), pair[0])):
        octets += sum(len(entry.body.encode()) for entry in of_scope)
        if octets > CORE_OCTETS:
            break
        taken += of_scope
    return taken


def _document(facts: Mapping[str, Any], bodies: Iterable[str]) -> bytes:
    """Facts, and at the end the names, which are JSON already."""
    fields = [f"{_json(key)}:{_json(value)}" for key, value in facts.items()]
    return f'{{{",".join(fields)},"names":[{",".join(bodies)}]}}'.encode()


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
