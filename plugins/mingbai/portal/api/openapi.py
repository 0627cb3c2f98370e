"""Kinds -> the description of the interface by OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import Kind, ThingFile
from mingbai.portal.api.addresses import ROOT
from mingbai.portal.datasets import absolute

_TEXT = {"type": "string"}
_ABSENT = {"type": ["string", "null"]}
_STATE = {
    "type": "object",
    "properties": {"word": _TEXT, "tone": _TEXT},
    "required": ["word", "tone"],
}


def document(kinds: Sequence[Kind], county: County) -> dict[str, Any]:
    """All paths; a thing's id and a page's number are parts of the address."""
    sorts = [one for kind in kinds for one in kind.things]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{county.setting('portal_name')}接口",
            "version": "1",
            "description": (
                "静态文件，不用登记，不限次数。金额和小数是字符串，没有的是 null，日期是 ISO 写法。"
            ),
            "license": {"name": "见每份数据的许可", "url": absolute(county, "/data/")},
        },
        "servers": [{"url": absolute(county, ROOT).rstrip("/")}],
        "paths": {
            "/index.json": _get("有什么", _ANY),
            "/openapi.json": _get("这份说明", _ANY),
            "/dues.json": _get("到期没有公开、没有办的", _ref("Dues")),
            "/datasets/{dataset}/index.json": _get(
                "一份数据有哪些表", _ref("Dataset"), dataset=[kind.name for kind in kinds]
            ),
            "/datasets/{dataset}/{table}/schema.json": _get(
                "一行的 JSON Schema", _ANY, dataset=[kind.name for kind in kinds], table=[]
            ),
            "/datasets/{dataset}/{table}/{page}.json": _get(
                "一页的行，第 1 页起",
                _ref("Page"),
                dataset=[kind.name for kind in kinds],
                table=[],
                page=[],
            ),
            "/states/{scope}.json": _get(
                "一类东西现在的情况",
                _ref("States"),
                scope=[states.scope for kind in kinds for states in kind.states],
            ),
            **{path: answer for one in sorts for path, answer in _of_things(one)},
        },
        "components": {"schemas": _SCHEMAS},
    }


def _of_things(sort: ThingFile) -> Iterator[tuple[str, dict[str, Any]]]:
    """By id, or where things are many by the sha256 of their ids; which it is, the dataset says."""
    yield f"/{sort.path}/{{id}}.json", _get(f"一{sort.title}，按编号", _ref("Thing"), id=[])
    words = f"编号的 sha256 开头两位相同的各{sort.title}；太多的时候，不按编号一个一个文件"
    digits = [f"{number:02x}" for number in range(256)]
    yield f"/{sort.path}/sha256/{{digits}}.json", _get(words, _ref("Things"), digits=digits)


_ANY: dict[str, Any] = {"type": "object"}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _get(summary: str, schema: dict[str, Any], **parameters: list[str]) -> dict[str, Any]:
    """One address. parameters: what stands in it, with the values that it may take, [] for any."""
    return {
        "get": {
            "summary": summary,
            "parameters": [
                {
                    "name": name,
                    "in": "path",
                    "required": True,
                    "schema": {**_TEXT, **({"enum": values} if values else {})},
                }
                for name, values in parameters.items()
            ],
            "responses": {
                "200": {
                    "description": summary,
                    "content": {"application/json": {"schema": schema}},
                },
                "404": {"description": "没有这个编号"},
            },
        }
    }


def _object(
    optional: Mapping[str, Any] = MappingProxyType({}), **properties: Any
) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**properties, **optional},
        "required": list(properties),
    }


_FIELDS = {"type": "object", "additionalProperties": {"type": "array", "items": _TEXT}}
_THING = {
    "id": _TEXT,
    "title": _ABSENT,
    "url": _ABSENT,
    "state": {"anyOf": [_STATE, {"type": "null"}]},
    "rows": {
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "array"}},
    },
}
_LINES = {
    "lines": {
        **_TEXT,
        "description": "逐笔明细的网址，是 URI 模板（RFC 6570）：{year} 换成年份，如 2026",
    }
}
_SCHEMAS = {
    "Dataset": _object(
        dataset=_TEXT,
        title=_TEXT,
        description=_TEXT,
        url=_TEXT,
        descriptor=_TEXT,
        tables={
            "type": "array",
            "items": _object(
                table=_TEXT,
                title=_TEXT,
                rows={"type": "integer"},
                schema=_TEXT,
                pages={"type": "array", "items": _TEXT},
                parquet={"type": "array", "items": _TEXT},
            ),
        },
        things={
            "type": "array",
            "items": _object(scope=_TEXT, path=_TEXT, count={"type": "integer"}),
        },
    ),
    "Page": _object(
        table=_TEXT,
        page={"type": "integer"},
        pages={"type": "integer"},
        fields={"type": "array", "items": _TEXT},
        rows={"type": "array", "items": {"type": "array"}},
    ),
    "States": _object(scope=_TEXT, states={"type": "object", "additionalProperties": _STATE}),
    "Dues": _object(
        as_of={**_TEXT, "format": "date"},
        dues={
            "type": "array",
            "items": _object(
                id=_TEXT,
                kind=_TEXT,
                subject=_TEXT,
                place=_ABSENT,
                agency=_ABSENT,
                period=_TEXT,
                title=_TEXT,
                url=_TEXT,
                state={**_TEXT, "enum": list(clock.MISSING)},
                due={**_TEXT, "format": "date"},
                days_late={"type": "integer"},
            ),
        },
    ),
    "Thing": _object(_LINES, scope=_TEXT, fields=_FIELDS, **_THING),
    "Things": _object(
        scope=_TEXT,
        fields=_FIELDS,
        things={"type": "object", "additionalProperties": _object(_LINES, **_THING)},
    ),
}
