"""Workbooks that are not what they seem are refused by what they are, before they are unpacked."""

from __future__ import annotations

import io
import resource
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerks import HEADS, OTHER, ROW, book, kind
from mingbai import workbook
from sizes import examples

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def loaded(path: Path):
    return workbook.load(path, kind().schemas)


def told(path: Path) -> list[tuple[str, int | None, str | None, str | None]]:
    return [(i.code, i.row, i.field, i.found) for i in loaded(path).issues]


@pytest.mark.parametrize(
    ("body", "name", "kind_of"),
    [
        (b"", "a.xlsx", "空文件"),
        (b"\0" * 900, "a.xlsx", "空文件"),
        ("账簿,月份\n1,2\n".encode("gb18030"), "a.xlsx", "纯文字或 CSV 文件"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a.xlsx", "网页或 XML（含 SVG）文件"),
        (b"PK\x03\x04half", "a.xlsx", "没有存完整的文件"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xlsx", "Excel 97-2003（.xls）工作簿"),
        (OLE + "Workbook".encode("utf-16-le"), "a.et", "WPS 旧格式（.et）工作簿"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "加了密码的工作簿"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.wps", "WPS 文字（.wps）或 Word 97-2003 文件"),
        (b"%PDF-1.7", "a.xlsx", "PDF 文件"),
    ],
)
def test_the_true_kind_is_named(body, name, kind_of, tmp_path):
    """Renamed, half-saved, old and encrypted files are refused by what their bytes are."""
    (tmp_path / name).write_bytes(body)
    assert told(tmp_path / name) == [("workbook-wrong-type", None, None, kind_of)]
    done = workbook.import_workbook(tmp_path / name, kind(), "taiping", "2026-06", tmp_path / "d")
    assert (done.is_refused, done.marked_copy, done.files) == (True, None, ())
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_cut_workbook_is_refused_wherever_it_is_cut(tmp_path):
    """A workbook whose end is missing, at any of forty places, is refused without a traceback."""
    body = book(tmp_path / "a.xlsx", [HEADS, ROW]).read_bytes()
    for cut in range(4, len(body), len(body) // 40):
        (tmp_path / "b.xlsx").write_bytes(body[:cut])
        assert [i.code for i in loaded(tmp_path / "b.xlsx").issues] == ["workbook-wrong-type"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> bytes:
    return book(tmp_path_factory.mktemp("sound") / "a.xlsx", [HEADS, ROW, OTHER]).read_bytes()


@examples(80)
@given(changes=st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 255)), min_size=1))
def test_a_workbook_with_bytes_changed_gives_issues(changes, sound, tmp_path_factory):
    """Bytes changed anywhere, and no date of publication: issues, never an exception."""
    body = bytearray(sound)
    for place, octet in changes:
        body[place % len(body)] = octet
    path = tmp_path_factory.mktemp("book") / "b.xlsx"
    path.write_bytes(bytes(body))
    done = workbook.import_workbook(path, kind(), "taiping", "2026-06", path.parent / "data")
    assert done.is_refused
    assert not (path.parent / "data").exists()


def test_bombs_and_phantom_rows_are_refused_before_they_are_unpacked(tmp_path):
    """200 KB that unpack to 57 MB, and a million empty rows, cost neither memory nor time."""
    body = book(tmp_path / "a.xlsx", [HEADS, ROW]).read_bytes()
    for name, filler in (("space", b" " * 57_000_000), ("rows", b'<row r="1"/>' * 1_048_576)):
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(body)) as source,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for part in source.namelist():
                inner = source.read(part)
                if part.endswith("sheet1.xml"):
                    inner = inner.replace(b"</sheetData>", filler + b"</sheetData>")
                target.writestr(part, inner)
        (tmp_path / f"{name}.xlsx").write_bytes(out.getvalue())
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        (issue,) = loaded(tmp_path / f"{name}.xlsx").issues
        assert issue.code == "workbook-broken"
        assert "大得不正常" in (issue.found or "")
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KiB


def test_sixteen_thousand_columns_are_refused(tmp_path):
    """A sheet filled to its last column is too large, and nothing of it is used."""
    path = book(tmp_path / "a.xlsx", [HEADS, ROW, [None] * 16_383 + ["x"]])
    assert [i.code for i in loaded(path).issues] == ["workbook-too-large"]
    assert loaded(path).csv == {}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (b"x" * 32_000_000, "workbook-too-large"),
        (b"a,b,c\n" * 200_001, "workbook-too-large"),
        (b"," * 200 + b"x\n", "workbook-too-large"),
        (b'"' + b"x" * 200_000, "workbook-broken"),
    ],
    ids=["bytes", "cells", "columns", "an open quote"],
)
def test_a_text_over_the_limits_is_refused_as_a_whole(tmp_path, more, code):
    """No row of a CSV is lost in silence: it is read whole or not at all."""
    head = (",".join(map(str, HEADS)) + "\n" + ",".join(map(str, ROW)) + "\n").encode()
    (tmp_path / "a.csv").write_bytes(head + more)
    found = loaded(tmp_path / "a.csv")
    assert code in [issue.code for issue in found.issues]
    assert found.csv == {}
