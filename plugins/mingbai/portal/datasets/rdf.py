"""Nodes as JSON-LD has them -> the same statements as JSON-LD and as Turtle.

A node is a dict: `@id` (left out of a blank one), `@type`, and properties by prefixed name, each a
value or a list of values. A value is a node, `{"@id": …}`, or a literal `{"@value": …}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

Node = dict[str, Any]
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_NOT_IN_IRIS = '<>"{}|^`\\'


def words(text: str) -> Node:
    """A text in Chinese."""
    return {"@language": "zh", "@value": text}


def literal(text: str, type_: str) -> Node:
    """A literal of a type by its prefixed name: `xsd:date`."""
    return {"@type": type_, "@value": text}


def day(value: date) -> Node:
    """A day."""
    return literal(value.isoformat(), "xsd:date")


def link(iri: str) -> Node:
    """Another node, described elsewhere or nowhere."""
    return {"@id": iri}


def json_ld(nodes: Sequence[Node]) -> bytes:
    """Strict JSON with its context inside: nobody has to fetch anything."""
    document = {"@context": PREFIXES, "@graph": list(nodes)}
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def turtle(nodes: Sequence[Node]) -> bytes:
    """The same statements; a node with an address is a subject, a blank one stands in its place."""
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    lines += [
        f"\n{_iri(subject['@id'])}\n{_body(subject)} ."
        for node in nodes
        for subject in _subjects(node)
    ]
    return ("\n".join(lines) + "\n").encode()


def _subjects(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A node with an address that says anything, and those inside it."""
    if "@id" in node and len(node) > 1:
        yield node
    for name, value in node.items():
        if name[0] != "@":
            for one in value if isinstance(value, list) else [value]:
                if "@value" not in one:
                    yield from _subjects(one)


def _body(node: Mapping[str, Any]) -> str:
    statements = [f"  a {', '.join(_listed(node['@type']))}"] if "@type" in node else []
    for name, value in node.items():
        if name[0] != "@":
            statements.append(f"  {name} {', '.join(map(_object, _listed(value)))}")
    return " ;\n".join(statements)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _object(value: Mapping[str, Any]) -> str:
    if "@value" in value:
        text = f'"{value["@value"].translate(_ESCAPES)}"'
        if "@language" in value:
            return f"{text}@{value['@language']}"
        return f"{text}^^{value['@type']}" if "@type" in value else text
    return _iri(value["@id"]) if "@id" in value else f"[\n{_body(value)}\n  ]"


def _iri(iri: str) -> str:
    """An IRI in its brackets; what may not stand in one is escaped."""
    escaped = "".join(f"%{ord(c):02X}" if c in _NOT_IN_IRIS or c <= " " else c for c in iri)
    return f"<{escaped}>"
