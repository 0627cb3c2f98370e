"""Attachments, file names and prose give nobody away, whatever part of a file it hides in."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pypdf
import pytest
from openpyxl.comments import Comment
from pypdf.annotations import FreeText
from pypdf.annotations import Link as PdfLink
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

import pdfs
from mingbai import schema
from mingbai.check import privacy
from mingbai.issues import Issue
from mingbai.read.package import package
from sizes import times

ID = "11010519491231002X"
SHOWN = "11*************02X"


def told(issues: tuple[Issue, ...]) -> list[tuple[str, str | None]]:
    return [(issue.code, issue.found) for issue in issues]


def pdf(text: str = "", **more: str) -> bytes:
    writer = pdfs.lined(text) if text else pypdf.PdfWriter()
    if not text:
        writer.add_blank_page(300, 300)
    if "author" in more:
        writer.add_metadata({"/Author": more["author"]})
    if "js" in more:
        action = DictionaryObject(
            {
                NameObject("/S"): NameObject("/JavaScript"),
                NameObject("/JS"): TextStringObject(more["js"]),
            }
        )
        writer.root_object[NameObject("/OpenAction")] = action
    if "password" in more:
        writer.encrypt(more["password"])
    body = io.BytesIO()
    writer.write(body)
    return body.getvalue()


def docx(document: str, **parts: str) -> bytes:
    body = io.BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}>{document}</w:document>")
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {space}>{inner}</w:{name}>")
    return body.getvalue()


def xlsx() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active["A1"] = "领取表"
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def scanned(folder: Path, name: str, body: bytes) -> list[tuple[str, str | None]]:
    (folder / name).write_bytes(body)
    return told(privacy.scan_file(folder / name))


def test_a_pdf_is_read_page_by_page_and_in_its_properties(tmp_path):
    """Text and properties of a PDF are searched; one without any text is named for human eyes."""
    assert scanned(tmp_path, "a.pdf", pdf(f"name {ID}")) == [("resident-id", SHOWN)]
    assert scanned(tmp_path, "b.pdf", pdf("form", author="13812345678")) == [
        ("mobile-number", "138****5678")
    ]
    assert scanned(tmp_path, "c.pdf", pdf()) == [("picture-only", None)]
    assert scanned(tmp_path, "d.pdf", pdf("form")) == []


def test_a_pdf_that_acts_hides_or_is_damaged_is_refused(tmp_path):
    """JavaScript, a password, a cut file: refused in words, never a traceback."""
    assert ("active-attachment", "PDF 动作 /JavaScript") in scanned(
        tmp_path, "a.pdf", pdf("x", js="app.alert(1)")
    )
    assert scanned(tmp_path, "b.pdf", pdf("x", password="secret")) == [
        ("broken-attachment", "加了密码")
    ]
    whole = pdf("form")
    for cut in range(8, len(whole), 97):
        codes = {code for code, _ in scanned(tmp_path, "c.pdf", whole[:cut])}
        assert codes <= {"broken-attachment", "picture-only"}


def test_a_pdf_with_any_byte_changed_is_read_or_refused(tmp_path):
    """Whatever byte is wrong, a PDF gives issues and never an exception."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("form", author="x")))
    writer.pages[0].compress_content_streams()
    packed = io.BytesIO()
    writer.write(packed)
    whole = packed.getvalue()
    chance = random.Random(29)
    for _ in range(times(400)):
        body = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            body[chance.randrange(8, len(body))] = chance.randrange(256)
        codes = {code for code, _ in scanned(tmp_path, "a.pdf", bytes(body))}
        assert codes <= {"broken-attachment", "picture-only", "active-attachment"}


def test_an_oddity_of_a_pdf_does_not_end_a_build_whose_warnings_are_fatal(tmp_path):
    """Where Pelican makes warnings fatal, a cut PDF is still an issue and not an exception."""
    (tmp_path / "a.pdf").write_bytes(pdf("form")[:-7])
    program = """
import logging, sys
from pathlib import Path
from pelican.log import init
init(level=logging.WARNING, fatal="warnings")
from mingbai.check import privacy
print([issue.code for issue in privacy.scan_file(Path(sys.argv[1]))])
"""
    command = [sys.executable, "-c", program, tmp_path / "a.pdf"]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    assert said.stdout == "['broken-attachment']\n"


def test_a_word_document_is_read_over_runs_comments_and_deleted_text(tmp_path):
    """An ID cut into runs, in a comment or in deleted text is found."""
    runs = "<w:p><w:r><w:t>110105</w:t></w:r><w:r><w:t>19491231002X</w:t></w:r></w:p>"
    assert scanned(tmp_path, "a.docx", docx(runs)) == [("resident-id", SHOWN)]
    comment = f"<w:comment><w:p><w:r><w:t>{ID}</w:t></w:r></w:p></w:comment>"
    assert scanned(tmp_path, "b.docx", docx("", comments=comment)) == [("resident-id", SHOWN)]
    deleted = f"<w:p><w:del><w:r><w:delText>{ID}</w:delText></w:r></w:del></w:p>"
    assert scanned(tmp_path, "c.docx", docx(deleted)) == [("resident-id", SHOWN)]


@pytest.mark.parametrize(
    ("place", "inner"),
    [
        ("word/header1.xml", "<w:hdr {w}><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:hdr>"),
        ("word/footnotes.xml", "<w:notes {w}><w:p><w:r><w:t>{id}</w:t></w:r></w:p></w:notes>"),
        ("word/text.xml", "<w:p {w}><w:txbx><w:p><w:t>{id}</w:t></w:p></w:txbx></w:p>"),
        ("word/people.xml", "<people><person author='张三{id}'/></people>"),
        ("word/alt.xml", "<drawing><docPr descr='身份证{id}'/></drawing>"),
        ("word/_rels/document.xml.rels", "<rels><rel Target='http://x.cn/?a=1' Id='{id}'/></rels>"),
        ("xl/workbook2.xml", "<workbook><sheet name='{id}'/></workbook>"),
        ("xl/pivotCache/pivotCacheRecords1.xml", "<records><r><s v='{id}'/></r></records>"),
        ("xl/charts/chart1.xml", "<chart><pt><v>{id}</v></pt></chart>"),
        ("xl/drawings/vmlDrawing1.vml", "<xml><textbox>{id}</textbox></xml>"),
        ("xl/worksheets/sheet9.xml", "<worksheet><dataValidation prompt='{id}'/></worksheet>"),
        ("xl/worksheets/sheet8.xml", "<worksheet><oddHeader>&amp;C{id}</oddHeader></worksheet>"),
        ("docProps/custom.xml", "<properties><property name='{id}'/></properties>"),
    ],
)
def test_no_part_of_an_office_file_is_out_of_sight(place, inner, tmp_path):
    """Headers, notes, text boxes, alternative texts, tips, links, charts, cached pivot tables."""
    body = io.BytesIO(docx(""))
    with zipfile.ZipFile(body, "a") as archive:
        archive.writestr(place, inner.format(id=ID, w="xmlns:w='w'"))
    assert scanned(tmp_path, "a.docx", body.getvalue()) == [("resident-id", SHOWN)]


def test_an_id_split_over_cells_of_shared_texts_is_found(tmp_path):
    """Excel keeps each text once and lets cells point at it: the pieces are put together again."""
    book = xlsx()
    for piece in ("002X", "19491231", "110105"):
        book.active.append([piece])
    book.active.append(["110105", "19491231", "002X"])
    assert scanned(tmp_path, "a.xlsx", saved(book)) == [("resident-id", SHOWN)]


@pytest.mark.parametrize("place", ["note", "bookmark", "link", "xmp"])
def test_a_pdf_hides_nothing_beside_its_pages(place, tmp_path):
    """Notes, bookmarks, links and XMP properties of a PDF are searched as its pages are."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(300, 300)
    if place == "note":
        writer.add_annotation(0, FreeText(text=f"张三 {ID}", rect=(0, 0, 90, 90)))
    if place == "bookmark":
        writer.add_outline_item(title=f"张三 {ID}", page_number=0)
    if place == "link":
        writer.add_annotation(0, PdfLink(rect=(0, 0, 9, 9), url=f"tel:{ID}"))
    if place == "xmp":
        stream = DecodedStreamObject()
        stream.set_data(f"<x xmlns='http://ns.adobe.com/'><title>{ID}</title></x>".encode())
        stream[NameObject("/Type")] = NameObject("/Metadata")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    body = io.BytesIO()
    writer.write(body)
    assert set(scanned(tmp_path, "a.pdf", body.getvalue())) == {
        ("resident-id", SHOWN),
        ("picture-only", None),
    }


def test_a_workbook_is_read_in_hidden_sheets_notes_numbers_and_properties(tmp_path):
    """Nothing of a workbook is out of sight: hidden sheet, note, number, author, split cells."""
    book = xlsx()
    book.create_sheet("存档").append(["张三", ID])
    book["存档"].sheet_state = "hidden"
    assert scanned(tmp_path, "a.xlsx", saved(book)) == [("resident-id", SHOWN)]
    book = xlsx()
    book.active["A1"].comment = Comment(f"身份证 {ID}", "x")
    assert scanned(tmp_path, "b.xlsx", saved(book)) == [("resident-id", SHOWN)]
    book = xlsx()
    book.active["B2"] = 110105194912310021
    assert scanned(tmp_path, "c.xlsx", saved(book)) == [("resident-id", "11*************000")]
    book = xlsx()
    book.properties.creator = "13812345678"
    assert scanned(tmp_path, "d.xlsx", saved(book)) == [("mobile-number", "138****5678")]
    assert scanned(tmp_path, "e.xlsx", saved(xlsx())) == []


def test_only_listed_types_by_their_content(tmp_path):
    """The bytes say what a file is, not its name; what nobody can check is refused."""
    refused = {
        "a.pdf": (b"<html><script>alert(1)</script>", "网页或 XML（含 SVG）文件"),
        "b.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "网页或 XML（含 SVG）文件"),
        "c.docx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old",
            "旧格式的 Office 或 WPS 文件（或加了密码）",
        ),
        "d.pdf": (b"MZ\x90\x00", "Windows 程序"),
        "e.xlsx": (docx(""), "Word 文件"),
        "f.zip": (b"PK\x03\x04broken", "损坏的压缩包"),
        "g.txt": (b"\x00\x01\x02\xff", "认不出的文件"),
    }
    for name, (body, kind) in refused.items():
        assert scanned(tmp_path, name, body) == [("attachment-type", kind)], name
    assert scanned(tmp_path, "h.txt", "说明".encode("gb18030")) == []
    assert scanned(tmp_path, "i.txt", "电话 13812345678".encode()) == [
        ("mobile-number", "138****5678")
    ]


def test_a_bomb_is_not_unpacked(tmp_path):
    """A few kilobytes that would unpack to hundreds of megabytes are refused unopened."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 80_000_000 + b"</a>")
    ((code, found),) = scanned(tmp_path, "a.docx", body.getvalue())
    assert code == "broken-attachment"
    assert "大得不正常" in (found or "")


@pytest.mark.parametrize(
    ("name", "mode"),
    [("../../evil.sh", 0), ("/etc/evil", 0), ("..\\evil", 0), ("C:\\evil", 0), ("a", 0o120777)],
)
def test_what_would_unpack_elsewhere_is_refused(tmp_path, name, mode):
    """A name that leads out of the archive, or a link in it, is no document."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        entry = zipfile.ZipInfo("x")
        entry.filename, entry.external_attr = name, mode << 16
        archive.writestr(entry, "/etc/passwd")
    assert scanned(tmp_path, "a.docx", body.getvalue()) == [
        ("broken-attachment", "里面有指向外面的文件名或链接")
    ]


def test_a_damaged_pdf_says_nothing_of_its_own(tmp_path, caplog):
    """What a library thinks of a file is for us to say: its words may hold the file's bytes."""
    assert [code for code, _ in scanned(tmp_path, "a.pdf", b"%PDF-1.4\n\x1b[31m")] == [
        "broken-attachment"
    ]
    assert caplog.records == []


def test_entities_and_macros_are_refused(tmp_path):
    """A DTD is never parsed; macros, controls and embedded files are named."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert scanned(tmp_path, "a.docx", body.getvalue()) == [
        ("broken-attachment", "XML 里有实体声明")
    ]
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/vbaProject.bin", b"x")
    assert scanned(tmp_path, "b.docx", body.getvalue()) == [("active-attachment", "宏")]


def test_a_name_is_not_repeated(tmp_path):
    """A leak in a file's name is an error whose own path does not show it."""
    (tmp_path / f"张三{ID}.txt").write_text("说明", "utf-8")
    (issue,) = privacy.scan_file(tmp_path / f"张三{ID}.txt")
    assert (issue.code, issue.path, issue.found) == ("resident-id", f"张三{SHOWN}.txt", SHOWN)


def test_prose_is_searched_line_by_line(tmp_path):
    """Front matter and text of every Markdown file, with the line; a break does not hide an ID.

    Its second half, eleven digits and a letter, is a telephone to whoever sees that line alone.
    """
    folder = tmp_path / "content"
    (folder / "notices").mkdir(parents=True)
    (folder / "notices" / "a.md").write_text(
        "Title: 公告\nContact: 13812345678\n\n正文\n110105\n19491231002X\n", "utf-8"
    )
    found = privacy.scan_prose(folder)
    assert [(i.code, i.path, i.row) for i in found] == [
        ("mobile-number", "content/notices/a.md", 2),
        ("mobile-number", "content/notices/a.md", 6),
        ("resident-id", "content/notices/a.md", None),
    ]


def test_prose_that_changes_is_searched_again(tmp_path):
    """What is kept of a text is never told of another text, nor of another page."""
    page = tmp_path / "content" / "a.md"
    page.parent.mkdir()
    found = []
    for text in ("电话 13812345678\n", "电话 见公告栏\n", "\n电话 13812345678\n"):
        page.write_text(text, "utf-8")
        found.append([(i.path, i.row) for i in privacy.scan_prose(page.parent)])
    page.rename(page.with_name("b.md"))
    found.append([(i.path, i.row) for i in privacy.scan_prose(page.parent)])
    assert found == [
        [("content/a.md", 1)],
        [],
        [("content/a.md", 2)],
        [("content/b.md", 2)],
    ]


def test_packages_are_searched_beside_their_tables(tmp_path):
    """Attachments and the descriptor of a package are searched; its tables are scan()'s."""
    folder = tmp_path / "registry" / "county" / "2026"
    (folder / "attachments").mkdir(parents=True)
    (folder / "attachments" / "a.txt").write_text(f"领取人 {ID}", "utf-8")
    (folder / "rules.csv").write_text("key\n13812345678\n", "utf-8")
    descriptor = {
        "name": "r",
        "title": "联系 13812345678",
        "published": "2026-07-10",
        "approved_by": "某",
        "resources": [{"name": "rules", "path": "rules.csv"}],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    rules = schema.parse("rules", {"title": "", "title_en": "", "description": "", "fields": []})
    packages, issues = package.find(tmp_path, {"registry": (rules,)})
    assert issues == ()
    (found,) = privacy.scan_files(tmp_path, packages).values()
    assert [(i.code, i.path) for i in found] == [
        ("mobile-number", "registry/county/2026/datapackage.json"),
        ("resident-id", "registry/county/2026/attachments/a.txt"),
    ]


def test_many_packages_are_searched_together_and_answer_each_for_itself(tmp_path):
    """However many packages there are, each has its own issues, and a package without has none."""
    leaky = {0: "13812345678", 99: f"领取人\n{ID}", 100: "家住太平镇柳塘村三组5号", 249: "川A12345"}
    packages = []
    for number in range(250):
        path = f"village_affairs/taiping/{number:03d}"
        (tmp_path / path).mkdir(parents=True)
        (tmp_path / path / "a.txt").write_text(leaky.get(number, "已经公示十天"), "utf-8")
        packages.append(
            package.Package(
                root=tmp_path,
                path=path,
                kind="village_affairs",
                publisher="taiping",
                period="2026",
                title="",
                published=date(2026, 7, 10),
                approved_by="",
                files={},
                descriptor={},
            )
        )
    found = privacy.scan_files(tmp_path, packages)
    assert list(found) == [p.path for p in packages]
    assert {path: issues for path, issues in found.items() if issues} == {
        packages[n].path: privacy.scan_text(text, f"{packages[n].path}/a.txt")
        for n, text in leaky.items()
    }
