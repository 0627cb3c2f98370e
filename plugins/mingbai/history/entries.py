"""A line of the log <-> Entry: a version of a package that entered it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Literal, get_args

from mingbai import dates
from mingbai.history import canonical_json, merkle
from mingbai.history.canonical_json import NotCanonical

Action = Literal["publish", "correct", "change", "withdraw", "erase"]
_CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FOLDER = re.compile(r"[a-z][a-z0-9_-]{1,59}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: a version of a package that entered it.

    digest: of the version's seal; replaces: that of the entry of this package before, None for the
    first. root: over the version's rows; rows: how many they are. digest, replaces and root are
    sha256 as 64 lower-case hex digits. released: the day it entered the log; published: the first
    day it was public, by its descriptor. approved_by: a post. form: which of its kind's forms.
    """

    action: Action
    approved_by: str
    digest: str
    form: int
    kind: str
    period: str
    published: date
    publisher: str
    released: date
    replaces: str | None
    root: str
    rows: int

    @property
    def package(self) -> str:
        """The path of its package below the data folder: `accounts/taiping/2026-06`."""
        return f"{self.kind}/{self.publisher}/{self.period}"

    @property
    def identity(self) -> str:
        """The version that it is of: two entries with one identity say the same of a content."""
        return f"{self.digest}/{self.root}"


def short_code(entry: Entry) -> str:
    """What a reader can type or compare at a glance: 40 bits of the hash of its line.

    Crockford's alphabet, without I, L, O, U: `7K3M-91C2`.
    """
    bits = int.from_bytes(merkle.leaf_hash(line(entry))[:5], "big")
    code = "".join(_CODE[bits >> 5 * place & 31] for place in reversed(range(8)))
    return f"{code[:4]}-{code[4:]}"


class WrongField(Exception):
    """A line that is canonical JSON and no entry. name: the field; found: its value as text."""

    def __init__(self, name: str, found: str) -> None:
        super().__init__(f"{name}: {found}")
        self.name = name
        self.found = found


def line(entry: Entry) -> bytes:
    """An entry as its line without the line feed: the data of its leaf in the log's tree."""
    days = {"published": entry.published.isoformat(), "released": entry.released.isoformat()}
    return canonical_json.dump({**asdict(entry), **days})


def parse(raw: bytes) -> Entry:
    """The entry of a line; raises NotCanonical or WrongField."""
    value = canonical_json.load(raw)
    if not isinstance(value, Mapping):
        raise NotCanonical("no object")
    for name in _DEMANDS:
        if name not in value:
            raise WrongField(name, "没有")
        if not _DEMANDS[name](value[name]):
            raise WrongField(name, canonical_json.dump(value[name]).decode())
    for name in value:
        if name not in _DEMANDS:
            raise WrongField(name, "多出来的")
    texts: dict[str, Any] = dict(value)
    days = {name: date.fromisoformat(texts[name]) for name in ("published", "released")}
    return Entry(**{**texts, **days})


def _is_day(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_count(value: object, least: int = 0) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and bool(_DIGEST.fullmatch(value))


def _is_folder(value: object) -> bool:
    return isinstance(value, str) and bool(_FOLDER.fullmatch(value))


_DEMANDS: Mapping[str, Callable[[Any], bool]] = {
    "action": lambda value: value in get_args(Action),
    "approved_by": lambda value: isinstance(value, str) and bool(value.strip()),
    "digest": _is_digest,
    "form": lambda value: _is_count(value, 1),
    "kind": _is_folder,
    "period": lambda value: isinstance(value, str) and dates.is_period(value),
    "published": _is_day,
    "publisher": _is_folder,
    "released": _is_day,
    "replaces": lambda value: value is None or _is_digest(value),
    "root": _is_digest,
    "rows": _is_count,
}
assert list(_DEMANDS) == [field.name for field in fields(Entry)]
