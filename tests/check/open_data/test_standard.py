"""What the standard accepts is accepted, as it is stated; danger alone is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

from harness import line
from mingbai.check import open_data
from mingbai.check.open_data import Named
from mingbai.tabular import csv_pieces, text_table

LICENCE = [{"name": "CC0-1.0"}]


def package(
    root: Path,
    body: bytes | str,
    *fields: dict[str, Any],
    name: str = "x",
    schema: dict[str, Any] | None = None,
    resource: dict[str, Any] | None = None,
    **document: Any,
) -> Path:
    """One table `t.csv` in a package of this name; returns the package's folder."""
    folder = root / "open_data" / name
    folder.mkdir(parents=True)
    raw = body.encode() if isinstance(body, str) else body
    (folder / "t.csv").write_bytes(raw)
    described = {
        "name": "t",
        "path": "t.csv",
        "schema": {"fields": list(fields), **(schema or {})},
        **(resource or {}),
    }
    whole = {"name": "x", "licenses": LICENCE, "resources": [described], **document}
    (folder / "datapackage.json").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    return folder


def published(root: Path) -> str:
    """The CSV that is published of the only table; its package must have no error."""
    packages, issues = open_data.find(root)
    assert [line(issue) for issue in issues if issue.severity.value == "error"] == []
    (one,) = packages
    (table,) = one.tables
    return b"".join(csv_pieces(text_table(table))).decode()


def said(root: Path) -> list[str]:
    """All issues, of a package that is left out."""
    packages, issues = open_data.find(root)
    assert packages == ()
    return sorted(line(issue) for issue in issues)


def of(kind: str, **properties: Any) -> dict[str, Any]:
    return {"name": "a", "type": kind, **properties}


TEXT = of("string")
B = {"name": "b", "type": "string"}
C2_CASES: dict[str, tuple[bytes | str, tuple[dict[str, Any], ...], dict[str, Any], str]] = {
    "numbers of any precision": (
        "a\n23.1234567\n2855840877624.21\n0.00000000001\n",
        (of("number"),),
        {},
        "a\n23.1234567\n2855840877624.21\n0.00000000001\n",
    ),
    "exponents, negative zero, signs and leading zeros": (
        "a\n2.407605402157E-06\n1e3\n-0\n+5\n007\n.5\n",
        (of("number"),),
        {},
        "a\n0.000002407605402157\n1000\n-0\n5\n7\n0.5\n",
    ),
    "no number where the standard has words for it": (
        "a\nNaN\nINF\n1\n",
        (of("number"),),
        {},
        "a\n\n\n1\n",
    ),
    "integers beyond 64 bits": (
        "a\n123456789012345678901234567890\n001\n",
        (of("integer"),),
        {},
        "a\n123456789012345678901234567890\n1\n",
    ),
    "money with more than two decimals": (
        "a\n1.2345\n",
        (of("number", unit="元"),),
        {},
        "a\n1.2345\n",
    ),
    "percent, commas for points": (
        'a\n"1.234,56%"\n',
        (of("number", decimalChar=",", groupChar=".", bareNumber=False),),
        {},
        "a\n1234.56\n",
    ),
    "dates in another form": (
        "a\n03/07/2026\n",
        (of("date", format="%d/%m/%Y"),),
        {},
        "a\n2026-07-03\n",
    ),
    "a comma, a quote and a line break in a name": (
        '"经度, ""纬度""\n度",b\n"1,2",x\n',
        ({"name": '经度, "纬度"\n度', "type": "string"}, B),
        {},
        '"经度, ""纬度""\n度",b\n"1,2",x\n',
    ),
    "line breaks in a cell": ('a,b\n"x\r\ny",z\n', (TEXT, B), {}, 'a,b\n"x\r\ny",z\n'),
    "no line break at the end": ("a\nx", (TEXT,), {}, "a\nx\n"),
    "a mark of byte order": (b"\xef\xbb\xbfa\nx\n", (TEXT,), {}, "a\nx\n"),
    "old line breaks": ("a,b\rx,1\r", (TEXT, B), {}, "a,b\nx,1\n"),
    "a semicolon, stated": (
        "a;b\nx;1\n",
        (TEXT, B),
        {"resource": {"dialect": {"delimiter": ";"}}},
        "a,b\nx,1\n",
    ),
    "a dialect in the form of Frictionless": (
        "a|b\n'x|y'|1\n",
        (TEXT, B),
        {"resource": {"dialect": {"csv": {"delimiter": "|", "quoteChar": "'"}}}},
        "a,b\nx|y,1\n",
    ),
    "a line terminator, stated": (
        "a\nx\n",
        (TEXT,),
        {"resource": {"dialect": {"lineTerminator": "\n"}}},
        "a\nx\n",
    ),
    "an escape character": (
        "a,b\nx\\,y,1\n",
        (TEXT, B),
        {"resource": {"dialect": {"escapeChar": "\\", "doubleQuote": False}}},
        'a,b\n"x,y",1\n',
    ),
    "no heading": ("x,1\n", (TEXT, B), {"resource": {"dialect": {"header": False}}}, "a,b\nx,1\n"),
    "a heading in two rows": (
        "a,b\nx,y\n1,2\n",
        ({"name": "a x", "type": "integer"}, {"name": "b y", "type": "integer"}),
        {"resource": {"dialect": {"headerRows": [1, 2]}}},
        "a x,b y\n1,2\n",
    ),
    "comments": (
        "# a note\na,b\n# another\nx,1\n",
        (TEXT, B),
        {"resource": {"dialect": {"commentChar": "#"}}},
        "a,b\nx,1\n",
    ),
    "a null sequence": (
        "a,b\n\\N,1\n",
        (TEXT, B),
        {"resource": {"dialect": {"nullSequence": "\\N"}}},
        "a,b\n,1\n",
    ),
    "tabs by the file's name": (
        "a\tb\nx\t1\n",
        (TEXT, B),
        {"resource": {"path": "t.csv", "format": "tsv"}},
        "a,b\nx,1\n",
    ),
    "missing values of the table": (
        "a,b\nNA,-\n1,x\n",
        (of("integer"), B),
        {"schema": {"missingValues": ["", "NA", "-"]}},
        "a,b\n,\n1,x\n",
    ),
    "nothing is missing": (
        'a,b\n1,""\n',
        (of("integer"), B),
        {"schema": {"missingValues": []}},
        'a,b\n1,""\n',
    ),
    "missing values of a field": (
        "a,b\nNA,NA\n",
        (of("integer", missingValues=["NA"]), B),
        {},
        "a,b\n,NA\n",
    ),
    "another encoding, stated": (
        "a\né\n".encode("latin-1"),
        (TEXT,),
        {"resource": {"encoding": "latin-1"}},
        "a\né\n",
    ),
    "columns in another order, allowed": (
        "b,a\nx,1\n",
        (of("integer"), B),
        {"schema": {"fieldsMatch": ["equal"]}},
        "b,a\nx,1\n",
    ),
    "further columns, allowed": (
        "a,more,b\n1,y,x\n",
        (of("integer"), B),
        {"schema": {"fieldsMatch": "subset"}},
        "a,more,b\n1,y,x\n",
    ),
    "words for true and false": (
        "a\n有\n无\n",
        (of("boolean", trueValues=["有"], falseValues=["无"]),),
        {},
        "a\n有\n无\n",
    ),
    "a list, a place, an object": (
        'a,b,c\n1;2,"112.5,23.1","{""x"":1}"\n',
        (
            of("list", delimiter=";", itemType="integer"),
            {"name": "b", "type": "geopoint"},
            {"name": "c", "type": "object"},
        ),
        {},
        'a,b,c\n1;2,"112.5,23.1","{""x"":1}"\n',
    ),
    "a key to another package": (
        "a\nx\n",
        (TEXT,),
        {
            "schema": {
                "foreignKeys": [
                    {
                        "fields": "a",
                        "reference": {
                            "package": "https://example.org/datapackage.json",
                            "resource": "r",
                            "fields": "a",
                        },
                    }
                ]
            }
        },
        "a\nx\n",
    ),
    "words about itself that point elsewhere": (
        "a\nx\n",
        (TEXT,),
        {
            "profile": "https://example.org/profile.json",
            "$schema": "https://example.org/schema.json",
            "image": "https://example.org/picture.png",
            "homepage": "https://example.org/",
        },
        "a\nx\n",
    ),
}


@pytest.mark.parametrize("case", C2_CASES)
def test_what_the_standard_accepts_is_read_as_stated(tmp_path, case):
    """Each is accepted, and published in the canonical form: the CSV on the right."""
    body, fields, options, expected = C2_CASES[case]
    package(tmp_path, body, *fields, **options)
    assert published(tmp_path) == expected


REFUSED: dict[str, tuple[str, tuple[dict[str, Any], ...], dict[str, Any], list[str]]] = {
    "an empty part of a key": (
        "a,b\nx,1\nx,\n",
        (TEXT, B),
        {"schema": {"primaryKey": ["a", "b"]}},
        ["error open-data-empty-key open_data/x/t.csv:3:b found=b expected="],
    ),
    "unique keys": (
        "a,b\nx,1\nx,1\n,1\n,1\n",
        (TEXT, B),
        {"schema": {"uniqueKeys": [["a", "b"]]}},
        [
            "error open-data-not-unique open_data/x/t.csv:2:b found=x 1 "
            "expected=open_data/x/t.csv:3",
            "error open-data-not-unique open_data/x/t.csv:3:b found=x 1 "
            "expected=open_data/x/t.csv:2",
        ],
    ),
    "a field that says it is unique": (
        "a\nx\nx\n",
        (of("string", constraints={"unique": True}),),
        {},
        [
            "error open-data-not-unique open_data/x/t.csv:2:a found=x expected=open_data/x/t.csv:3",
            "error open-data-not-unique open_data/x/t.csv:3:a found=x expected=open_data/x/t.csv:2",
        ],
    ),
    "a row too short, one too long": (
        "a,b\nx\nx,1,2\nx,1\n",
        (TEXT, B),
        {},
        [
            "error long-row open_data/x/t.csv:3: found=3 expected=2",
            "error short-row open_data/x/t.csv:2: found=1 expected=2",
        ],
    ),
    "a quote that never closes": (
        'a,b\nx,"1\nx,2\n',
        (TEXT, B),
        {},
        ['error open-quote open_data/x/t.csv:2: found=x,"1 expected='],
    ),
    "another heading": (
        "a,c\nx,1\n",
        (TEXT, B),
        {},
        [
            "error missing-heading open_data/x/t.csv:1: found= expected=b",
            "error unknown-heading open_data/x/t.csv:1: found=c expected=",
        ],
    ),
    "a control character": (
        "a\nx\x1b[31m\n",
        (TEXT,),
        {},
        ["error open-data-character open_data/x/t.csv:2:a found=x\x1b[31m expected="],
    ),
    "what a wrong conversion left": (
        "a\nx\ufffd\n\ue15f\n",
        (TEXT,),
        {},
        [
            "error open-data-character open_data/x/t.csv:2:a found=x\ufffd expected=",
            "error open-data-character open_data/x/t.csv:3:a found=\ue15f expected=",
        ],
    ),
    "UTF-8 that is said to be GB18030": (
        "a\n中文数据\n",
        (TEXT,),
        {"resource": {"encoding": "gb18030"}},
        ["error wrong-encoding open_data/x/t.csv:: found= expected=gb18030"],
    ),
    "the heading again, in other letters": (
        "a,b\nx,1\nＡ,B\n",
        (TEXT, B),
        {},
        ["error repeated-heading open_data/x/t.csv:3: found=Ａ expected="],
    ),
    "a row of units": (
        "a,b\n,（万元）\nx,1\n",
        (TEXT, B),
        {},
        ["error repeated-heading open_data/x/t.csv:2: found=（万元） expected="],
    ),
    "no number where nothing is missing": (
        'a,b\n"",x\n',
        (of("number"), B),
        {"schema": {"missingValues": []}},
        ["error open-data-value open_data/x/t.csv:2:a found= expected=数"],
    ),
    "a number of a million digits": (
        "a\n1E999999\n",
        (of("number"),),
        {},
        ["error open-data-huge-number open_data/x/t.csv:2:a found=1E999999 expected=400"],
    ),
    "a schema elsewhere": (
        "a\nx\n",
        (TEXT,),
        {"resource": {"schema": "https://example.org/schema.json"}},
        [
            "error remote-reference open_data/x/datapackage.json::schema "
            "found=https://example.org/schema.json expected="
        ],
    ),
    "a pattern in a table that is refused as a whole": (
        "id,Name\n1,x\n",
        (
            {"name": "id", "type": "integer"},
            {"name": "name", "type": "string", "constraints": {"pattern": "[a-z]+"}},
        ),
        {},
        ["error heading-spelling open_data/x/t.csv:1: found=Name expected=name"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_said_with_its_place(tmp_path, case):
    """Nothing but these issues, each once; the package is left out."""
    body, fields, options, expected = REFUSED[case]
    package(tmp_path, body, *fields, **options)
    assert said(tmp_path) == expected


@pytest.mark.parametrize("name", ["under_score", "Capital", "a", "2020-data", "with.dot"])
def test_a_folder_may_be_called_as_the_standard_calls_packages(tmp_path, name):
    """Its name is its address: ASCII letters of both cases, digits, dots, lines."""
    package(tmp_path, "a\nx\n", TEXT, name=name)
    assert [one.name for one in open_data.find(tmp_path)[0]] == [name]


def test_parts_of_a_table_are_joined(tmp_path):
    """A further file may repeat the heading or not; lines are those of each file."""
    folder = package(
        tmp_path, "a,b\nx,1\n", TEXT, B, resource={"path": ["t.csv", "u.csv", "v.csv"]}
    )
    (folder / "u.csv").write_text("a,b\ny,2\n")
    (folder / "v.csv").write_text("z,3\n")
    assert published(tmp_path) == "a,b\nx,1\ny,2\nz,3\n"
    (one,) = open_data.find(tmp_path)[0]
    assert one.tables.frame("t").index.tolist() == [
        ("open_data/x/t.csv", 2),
        ("open_data/x/u.csv", 2),
        ("open_data/x/v.csv", 1),
    ]


def test_a_resource_that_is_no_table_is_carried_as_it_is(tmp_path):
    """GeoJSON and texts are; what nobody can look into is not, and that is said."""
    folder = package(tmp_path, "a\nx\n", TEXT)
    document = json.loads((folder / "datapackage.json").read_text("utf-8"))
    document["resources"] += [
        {"name": "map", "path": "m.geojson", "title": "地图"},
        {"name": "page", "path": "page.html"},
        {"name": "packed", "path": "t.csv.zip", "schema": {"fields": [TEXT]}},
    ]
    (folder / "datapackage.json").write_text(json.dumps(document), "utf-8")
    (folder / "m.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    (folder / "page.html").write_text("<script>alert(1)</script>")
    (folder / "t.csv.zip").write_bytes(b"PK\3\4")
    packages, issues = open_data.find(tmp_path)
    assert sorted(line(issue) for issue in issues) == [
        "warning open-data-not-carried open_data/x/datapackage.json:: found=packed "
        "expected=不公开 .zip 文件",
        "warning open-data-not-carried open_data/x/datapackage.json:: found=page "
        "expected=不公开 .html 文件",
    ]
    (one,) = packages
    assert [(file.name, file.path, file.title) for file in one.files] == [
        ("map", "open_data/x/m.geojson", "地图")
    ]


def test_what_a_package_says_of_itself_is_passed_on(tmp_path):
    """Every licence, source, contributor, the version, keywords, homepage; of resources too."""
    package(
        tmp_path,
        "a\nx\n",
        TEXT,
        licenses=[{"name": "MIT"}, {"name": "CC0-1.0", "path": "https://example.org/cc0"}],
        sources=[{"title": "", "path": ""}, {"title": "统计局", "path": "javascript:alert(1)"}],
        contributors=[{"title": "李", "role": "author"}],
        version="3.2.1",
        keywords=["k1"],
        homepage="https://example.org/x",
        resource={"title": "表", "licenses": [{"name": "ODbL-1.0"}]},
    )
    (one,) = open_data.find(tmp_path)[0]
    statement = one.statement
    assert statement.licences == (Named("MIT"), Named("CC0-1.0", "https://example.org/cc0"))
    assert statement.sources == (Named("统计局"),)
    assert (statement.contributors, statement.version) == (("李",), "3.2.1")
    assert (statement.keywords, statement.homepage) == (("k1",), "https://example.org/x")
    assert one.statements["t"].licences == (Named("ODbL-1.0"),)
    assert one.tables["t"].schema.title == "表"


@pytest.mark.parametrize("case", C2_CASES)
def test_frictionless_accepts_what_is_published(tmp_path, case):
    """The published CSV under its published description is valid, types and all."""
    body, fields, options, _ = C2_CASES[case]
    package(tmp_path, body, *fields, **options)
    (one,) = open_data.find(tmp_path)[0]
    (table,) = one.tables
    (tmp_path / "out.csv").write_bytes(b"".join(csv_pieces(text_table(table))))
    resource = frictionless.Resource.from_descriptor(
        {
            "name": "t",
            "path": "out.csv",
            "dialect": {"headerRows": [1]},
            "schema": dict(table.schema.descriptor),
        },
        basepath=str(tmp_path),
    )
    report = resource.validate()
    kinds = {error.type for task in report.tasks for error in task.errors}
    assert kinds <= {"blank-row"}, report.flatten(["rowNumber", "type", "note"])
