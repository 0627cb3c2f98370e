"""The canonical form is what the decision page says, and how a file was saved changes nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import ROOT
from mingbai import schema
from mingbai.history import canonical, canonical_json, log, seals
from mingbai.history.drafting import SealedPackage, of_tables
from mingbai.issues import Severity
from mingbai.read import package, tables
from mingbai.schema import Schema
from mingbai.tabular import TextTable

PAGE = (ROOT / "content/decisions/0017-canonical-form.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"```(\S+)\n(.*?)```", PAGE, re.DOTALL))
DIGESTS = dict(re.findall(r"^\| (\S+) \| `([0-9a-f]{64})` \|$", PAGE, re.MULTILINE))
SALT = "5a" * 16


def field(name: str, title: str, type_: str = "string", **more: Any) -> dict[str, Any]:
    """A field whose cells may be empty."""
    return {
        "name": name,
        "title": title,
        "title_en": name,
        "description": title,
        "type": type_,
        **more,
    }


RAW: dict[str, Any] = {
    "title": "账目",
    "title_en": "Entries",
    "description": "一笔一行。",
    "nature": "record",
    "primaryKey": ["book_id", "entry_no"],
    "missingValues": [""],
    "fields": [
        field("book_id", "账簿编号", constraints={"required": True}),
        field("entry_no", "序号", constraints={"required": True}),
        field("date", "日期", "date"),
        field("amount", "金额", "number", unit="元"),
        field("summary", "摘要"),
        field("note", "备注"),
    ],
}
ENTRIES = schema.parse("entries", RAW)
TITLES = {one["name"]: one["title"] for one in RAW["fields"]}
CSV = BLOCKS["csv"]


def packaged(root: Path, body: bytes, one: Schema = ENTRIES, **claims: str) -> SealedPackage:
    """The package of the decision page with that file for a table, read as any other."""
    folder = root / "ledger/taiping/2026-06"
    folder.mkdir(parents=True, exist_ok=True)
    document = {
        "name": "ledger-taiping-2026-06",
        "title": "太平镇 2026 年 6 月账目",
        "published": "2026-07-10",
        "approved_by": "太平镇三资办主任",
        "licenses": [{"name": "CC-BY-4.0"}],
        "resources": [{"name": "entries", "path": "entries.csv", **claims}],
    }
    (folder / "datapackage.json").write_text(json.dumps(document), "utf-8")
    (folder / "entries.csv").write_bytes(body)
    found, issues = package.find(root, {"ledger": (one,)})
    data, faults = tables.read((one,), found)
    assert not issues, issues
    assert not [fault for fault in faults if fault.severity is Severity.ERROR], faults
    return of_tables(found[0], data, (one,))


def test_the_vectors_of_the_decision_page(tmp_path: Path) -> None:
    """File, digest, leaves, roots, seal and log line: what the page prints is what is made."""
    sealed = packaged(tmp_path, CSV.encode())
    table = sealed.tables["entries"]
    assert canonical.file(table).decode() == CSV
    assert canonical.digest(canonical.file(table)) == DIGESTS["entries.csv"]
    leaves = [leaf.decode() for leaf in canonical.leaves(table)]
    assert "\n\n".join(leaves) + "\n" == BLOCKS["leaves"]
    assert sealed.seal.root == DIGESTS["根"]
    assert sealed.seal.body.decode() + "\n" == BLOCKS["json"]
    assert sealed.seal.digest == DIGESTS["seal.json"]
    entry = log.Entry(
        action="publish",
        approved_by="太平镇三资办主任",
        digest=sealed.seal.digest,
        form=1,
        kind="ledger",
        period="2026-06",
        published=date(2026, 7, 10),
        publisher="taiping",
        released=date(2026, 7, 20),
        replaces=None,
        root=sealed.seal.root,
        rows=2,
    )
    assert log.line(entry).decode() + "\n" == BLOCKS["jsonl"]


def test_the_vectors_need_nothing_of_this_program() -> None:
    """Each digest of the page can be made from its blocks with sha256 alone."""

    def sha256(data: bytes) -> bytes:
        return hashlib.sha256(data).digest()

    assert sha256(CSV.encode()).hex() == DIGESTS["entries.csv"]
    assert sha256(f"{SALT}\n{CSV}".encode()).hex() == DIGESTS["加盐的"]
    first, second = (sha256(b"\0" + leaf.encode()) for leaf in BLOCKS["leaves"][:-1].split("\n\n"))
    assert first.hex() == DIGESTS["叶1"]
    assert second.hex() == DIGESTS["叶2"]
    assert sha256(b"\1" + first + second).hex() == DIGESTS["根"]
    assert sha256(BLOCKS["json"][:-1].encode()).hex() == DIGESTS["seal.json"]
    assert sha256(b"\0" + BLOCKS["jsonl"][:-1].encode()).hex() == DIGESTS["日志的叶"]


def test_a_person_list_is_salted(tmp_path: Path) -> None:
    """The few rows that it could hold cannot be tried out; it has no root."""
    persons = schema.parse("entries", {**RAW, "persons": True, "expires": "date"})
    sealed = packaged(tmp_path, CSV.encode(), persons, salt=SALT)
    assert sealed.seal.tables["entries"] == {
        "digest": DIGESTS["加盐的"],
        "ends": "2026-06-05",
        "name": "entries",
        "rows": 2,
    }
    assert sealed.seal.root == hashlib.sha256(b"").hexdigest()


def _with_titles(text: str) -> str:
    heading, _, rows = text.partition("\n")
    return ",".join(TITLES[name] for name in heading.split(",")) + "\n" + rows


def _all_quoted(text: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(csv.reader(io.StringIO(text)))
    return out.getvalue()


SAVED: dict[str, Callable[[str], bytes]] = {
    "BOM": lambda text: text.encode("utf-8-sig"),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "Chinese headings": lambda text: _with_titles(text).encode(),
    "GB18030": lambda text: _with_titles(text).encode("gb18030"),
    "all of it, saved by a spreadsheet": lambda text: _all_quoted(_with_titles(text)).encode(
        "gb18030"
    ),
    "quotes around every cell": lambda text: _all_quoted(text).encode(),
    "amounts without their last zeros": lambda text: text.replace("300.00", "300").encode(),
}


@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_how_a_file_was_saved_changes_nothing(tmp_path: Path, save: Callable[[str], bytes]) -> None:
    """The same cells have the same seal, whatever saved them."""
    body = save(CSV)
    assert body != CSV.encode()
    assert packaged(tmp_path, body).seal.digest == DIGESTS["seal.json"]


PLAIN = "book_id,entry_no,date,amount,is_paid,note\nB1,001,2026-06-05,300.00,是,\n"
AS_WRITTEN = {
    "as written": (PLAIN, True),
    "nothing in it": (PLAIN.partition("\n")[0] + "\n", True),
    "a mark before it": ("\ufeff" + PLAIN, False),
    "line ends of Windows": (PLAIN.replace("\n", "\r\n"), False),
    "Chinese headings": ("账簿编号,序号,日期,金额,付清,备注\n" + PLAIN.partition("\n")[2], False),
    "a quote": (PLAIN.replace("B1", '"B1"'), False),
    "another word for yes": (PLAIN.replace("是", "对"), False),
    "one decimal": (PLAIN.replace("300.00", "300.0"), False),
    "no decimal": (PLAIN.replace("300.00", "300"), False),
}


@pytest.mark.parametrize(("text", "is_as_written"), AS_WRITTEN.values(), ids=AS_WRITTEN)
def test_a_file_that_is_its_canonical_form_is_not_written_again_to_be_hashed(
    tmp_path: Path, text: str, is_as_written: bool
) -> None:
    """Its own sha256 is the digest; of every other file it is not, and the form is made."""
    names = ("book_id", "entry_no", "date", "amount", "note")
    words = {"trueValues": ["是", "对"], "falseValues": ["否"]}
    paid = field("is_paid", "付清", "boolean", **words)
    kept = [one for one in RAW["fields"] if one["name"] in names]
    one = schema.parse("entries", {**RAW, "fields": [*kept[:-1], paid, kept[-1]]})
    sealed = packaged(tmp_path, text.encode(), one)
    data, _ = tables.read((one,), [sealed.package])
    file, digest = sealed.package.files["entries"], hashlib.sha256(text.encode()).hexdigest()
    assert data["entries"].verbatim == ({file: digest} if is_as_written else {})
    found = canonical.digests(data, {sealed.package.path})
    made = hashlib.sha256(canonical.file(sealed.tables["entries"])).hexdigest()
    assert found[sealed.package.path]["entries"].digest == made
    assert (made == digest) is is_as_written


def test_what_is_committed_in_another_order_is_another_version(tmp_path: Path) -> None:
    """Rows stand as committed; the root, whose leaves have an order of their own, is the same."""
    heading, *rows = CSV.splitlines(keepends=True)
    other = packaged(tmp_path, (heading + "".join(reversed(rows))).encode())
    assert other.seal.digest != DIGESTS["seal.json"]
    assert other.seal.root == DIGESTS["根"]


def test_a_younger_field_is_left_out(tmp_path: Path) -> None:
    """A field that begins later changes no digest of a period before it, not even by its name."""
    younger = [*RAW["fields"], field("payee", "收款方", since="2026-07")]
    one = schema.parse("entries", {**RAW, "fields": younger})
    sealed = packaged(tmp_path, CSV.encode(), one)
    assert sealed.seal.tables["entries"]["digest"] == DIGESTS["entries.csv"]
    assert sealed.seal.document["form"] == 1
    assert seals.form((one,), "2026-08") == 2


TEXT = st.none() | st.text(st.sampled_from('字a0,"\n\\ x={}[]'), min_size=1, max_size=8)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_leaves_are_told_apart_and_canonical(cells: list[tuple[str | None, str | None]]) -> None:
    """The key in a leaf is canonical JSON, the file is read back as the very cells."""
    rows = [(str(i), summary, note) for i, (summary, note) in enumerate(cells)]
    names = ("entry_no", "summary", "note")
    raw = {**RAW, "fields": [f for f in RAW["fields"] if f["name"] in names]}
    one = schema.parse("entries", {**raw, "primaryKey": ["entry_no", "summary"]})
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    table = TextTable(one, frame)
    found = list(csv.reader(io.StringIO(canonical.file(table).decode(), newline="")))
    assert found == [list(names), *([text or "" for text in row] for row in rows)]
    keys = canonical.keys(table).to_list()
    assert [json.loads(key) for key in keys] == [[row[0], row[1]] for row in rows]
    assert all(canonical_json.dump(json.loads(key)).decode() == key for key in keys)
    assert len(set(canonical.leaves(table))) == len(rows)
