"""A value <-> canonical JSON: the one text of it, byte for byte.

UTF-8, keys sorted by code point, no blanks, no escapes but those that JSON demands. Floats have
more than one text and are none of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn

Value = None | bool | int | str | Sequence["Value"] | Mapping[str, "Value"]


class NotCanonical(ValueError):
    """Bytes that are no JSON, or JSON in another text than the canonical one."""


def dump(value: Value) -> bytes:
    """The canonical bytes of a value; raises TypeError for a float or anything else of no kind."""
    _demand(value)
    return _text(value)


def load(raw: bytes) -> Value:
    """The value of canonical bytes; raises NotCanonical for all that `dump` does not write."""
    try:
        value: Value = json.loads(raw.decode(), parse_float=_refuse, parse_constant=_refuse)
        text = _text(value)
    except (ValueError, TypeError, RecursionError) as fault:
        raise NotCanonical(str(fault)) from fault
    if text != raw:
        raise NotCanonical("another text than the canonical one")
    return value


def rewritten(raw: bytes) -> bytes | None:
    """The canonical bytes of JSON in whatever text; None where it is no JSON, or has no such."""
    try:
        return dump(json.loads(raw.decode()))
    except (ValueError, TypeError, RecursionError):
        return None


def _text(value: Value) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _refuse(number: str) -> NoReturn:
    raise TypeError(f"no canonical JSON: {number}")


def _demand(value: object) -> None:
    """Raises TypeError where a value, or one inside it, is of none of the permitted types."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise TypeError(f"a key that is no text: {name!r}")
            _demand(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _demand(inner)
    elif not (value is None or isinstance(value, bool | int | str)):
        raise TypeError(f"no canonical JSON: {type(value).__name__}")
