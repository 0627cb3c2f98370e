"""Descriptor of a package -> what it says of itself, to be passed on as it says it.

Licences, sources, contributors, version, keywords and homepage of a package or a resource. Nothing
of it is fetched; an address is shown as a link only where it is a plain http(s) one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_ADDRESS = re.compile(r"https?://[^\s\"<>\\]+$")
_ITEMS: Mapping[str, tuple[str, ...]] = {
    "licenses": ("name", "path", "title"),
    "sources": ("title", "path", "email", "version"),
    "contributors": (
        "title",
        "path",
        "email",
        "givenName",
        "familyName",
        "role",
        "roles",
        "organization",
    ),
}
_SHOWN = {"licenses": ("name", "path", "title"), "sources": ("title", "path", "email")}


@dataclass(frozen=True)
class Named:
    """A licence or a source: a title, and its http(s) address or ""."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class PackageStatement:
    """What a package or a resource says of itself.

    raw: the properties to pass on, as the descriptor has them; what is empty is not among them.
    """

    licences: tuple[Named, ...] = ()
    sources: tuple[Named, ...] = ()
    contributors: tuple[str, ...] = ()
    version: str = ""
    keywords: tuple[str, ...] = ()
    homepage: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)


def statement_of(document: Mapping[str, Any]) -> PackageStatement:
    """The statement of a descriptor or of one resource in it; whatever is not in form is absent."""
    items = {name: list(_items(document, name)) for name in _ITEMS}
    keywords = document.get("keywords")
    words = (
        [word for word in keywords if isinstance(word, str) and word.strip()]
        if isinstance(keywords, list)
        else []
    )
    version, homepage = text(document, "version"), address(document.get("homepage"))
    raw: dict[str, Any] = {name: values for name, values in items.items() if values}
    single = {"version": version, "homepage": homepage, "keywords": words}
    raw |= {name: value for name, value in single.items() if value}
    return PackageStatement(
        licences=tuple(_named(item, "title", "name", "path") for item in items["licenses"]),
        sources=tuple(_named(item, "title", "path", "email") for item in items["sources"]),
        contributors=tuple(
            person.title
            for person in (_named(i, "title", "organization") for i in items["contributors"])
            if person.title
        ),
        version=version,
        keywords=tuple(words),
        homepage=homepage,
        raw=raw,
    )


def text(document: Mapping[str, Any], name: str, otherwise: str = "") -> str:
    """A property that is a text and not blank, or what stands for it."""
    value = document.get(name)
    return value if isinstance(value, str) and value.strip() else otherwise


def address(value: Any) -> str:
    """A plain http(s) address, or ""."""
    return value if isinstance(value, str) and _ADDRESS.match(value) else ""


def _items(document: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects of a list, with the properties the standard knows; empty ones are left out."""
    value = document.get(name)
    for item in value if isinstance(value, list) else ():
        if not isinstance(item, dict):
            continue
        known = {key: item[key] for key in _ITEMS[name] if _is_said(item.get(key))}
        if any(key in known for key in _SHOWN.get(name, _ITEMS[name])):
            yield known


def _is_said(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(part, str) for part in value)
    return isinstance(value, str) and bool(value.strip())


def _named(item: Mapping[str, Any], *names: str) -> Named:
    title = next((item[name] for name in names if text(item, name)), "")
    return Named(title, address(item.get("path")))
