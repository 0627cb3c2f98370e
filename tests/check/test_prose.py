"""Prose: drafts are drafts, faults are said with file and line, Pelican learns what we name."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from harness import ROOT, data_folder, line
from mingbai import build
from mingbai.check import prose
from mingbai.kinds import by_name
from mingbai.publish import publish
from shared import inputs

GOOD = "Title: 通知\nDate: 2026-06-20\nSlug: a\n\n正文。\n"


def content(root: Path, **texts: str) -> Path:
    """A folder `content` with these notices, by the stem of their files."""
    folder = root / "content"
    (folder / "notices").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "notices" / f"{name}.md").write_text(text, "utf-8")
    return folder


CASES = {
    "a broken date": (
        GOOD.replace("06-20", "06-31"),
        ["error prose-date {}:2: found=2026-06-31 expected="],
    ),
    "a date in words": (
        GOOD.replace("2026-06-20", "六月"),
        ["error prose-date {}:2: found=六月 expected="],
    ),
    "no date": (
        GOOD.replace("Date: 2026-06-20\n", ""),
        ["error prose-missing-key {}:1: found=Date expected=Date: 2026-06-20"],
    ),
    "an unknown status": (
        GOOD.replace("\n\n", "\nStatus: ready\n\n"),
        ["error prose-status {}:4: found=ready expected="],
    ),
    "another language": (
        GOOD.replace("\n\n", "\nLang: xx\n\n"),
        ["error prose-language {}:4: found=xx expected="],
    ),
    "an address elsewhere": (
        GOOD.replace("Slug: a", "Slug: ../../x"),
        ["error prose-slug {}:3: found=../../x expected="],
    ),
    "a key of the generator's": (
        GOOD.replace("\n\n", "\nSave_as: index.html\nTemplate: base\n\n"),
        [
            "error prose-unknown-key {}:4: found=save_as",
            "error prose-unknown-key {}:5: found=template",
        ],
    ),
    "a key twice": (
        GOOD.replace("\n\n", "\nTitle: 另一个\n\n"),
        ["error prose-double-key {}:4: found=Title expected="],
    ),
    "a remote picture": (
        GOOD + "\n![图](http://example.org/a.png)\n<img src=http://example.org/b.png>\n",
        [
            "error prose-picture {}:7: found=![图](http://example.org/a.png) expected=",
            "error prose-picture {}:8: found=<img src=http://example.org/b.png> expected=",
        ],
    ),
    "a picture by its label": (
        GOOD + "\n![图]\n\n[图]: http://example.org/c.png\n",
        ["error prose-picture {}:7: found=![图] expected="],
    ),
    "a picture over two lines": (
        GOOD + "\n![多\n行](http://example.org/d.png)\n",
        ["error prose-picture {}:7: found=![多 行](http://example.org/d.png) expected="],
    ),
    "a picture behind fences within a fence": (
        GOOD + "\n```\n~~~\n```\n\n![x](http://example.org/e.png)\n\n~~~\n![no](x)\n~~~\n",
        ["error prose-picture {}:11: found=![x](http://example.org/e.png) expected="],
    ),
    "a line end that Markdown does not know": (
        GOOD.replace("Slug: a", "Slug: a\x0b\nSave_as: ../x"),
        [
            "error prose-file {}:3: found=有不能用的字符 U+000B",
            "error prose-unknown-key {}:4: found=save_as",
        ],
    ),
    "a direction turned over": (
        GOOD + "\n甲\u202e乙\n",
        ["error prose-file {}:7: found=有不能用的字符 U+202E"],
    ),
    "a link of the generator's": (
        GOOD + "\n[见]({attach}x.pdf)，写法是 `{filename}x`\n",
        ["error prose-link {}:7: found={attach}x.pdf expected="],
    ),
    "nothing wrong": (GOOD, []),
    "a draft with all of it": (
        "Title:\nDate: 六月\nStatus: Draft\nSlug: ../../x\nSave_as: y\n\n![](http://x/y.png)\n",
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_of_a_text_is_said_with_its_line(tmp_path: Path, case: str) -> None:
    """These issues and no others; a draft has none."""
    text, expected = CASES[case]
    found = sorted(line(issue) for issue in prose.check(content(tmp_path, a=text)))
    wanted = [one.format("content/notices/a.md") if "{}" in one else one for one in _safe(expected)]
    assert len(found) == len(wanted)
    assert all(got.startswith(want) for got, want in zip(found, wanted, strict=True))


def _safe(expected: list[str]) -> list[str]:
    return [one.replace("{attach}", "{{attach}}") for one in expected]


def test_only_markdown_in_utf8_is_a_text(tmp_path: Path) -> None:
    """Other formats, other encodings and links to elsewhere are said; hidden files are nobody's."""
    folder = content(tmp_path, a=GOOD)
    notices = folder / "notices"
    for name in ("b.html", "c.markdown", "d.rst", ".e.swp"):
        (notices / name).write_text(GOOD, "utf-8")
    (notices / "f.md").write_bytes(GOOD.replace("Slug: a", "Slug: f").encode("gb18030"))
    outside = tmp_path / "outside.md"
    outside.write_text(GOOD, "utf-8")
    (notices / "g.md").symlink_to(outside)
    (notices / "h").symlink_to(tmp_path)
    (folder / "README.txt").write_text("不是文章", "utf-8")
    found = [line(issue).split(" expected=")[0] for issue in prose.check(folder)]
    assert found == [
        "error prose-file content/notices/b.html:: found=它不以 .md 结尾（.html）",
        "error prose-file content/notices/c.markdown:: found=它不以 .md 结尾（.markdown）",
        "error prose-file content/notices/d.rst:: found=它不以 .md 结尾（.rst）",
        "error prose-file content/notices/f.md:: found=第 39 个字节不是 UTF-8",
        "error prose-file content/notices/g.md:: found=它是指向别处的链接",
        "error prose-file content/notices/h:: found=它是指向别处的链接",
    ]


def test_two_texts_of_one_address_are_refused(tmp_path: Path) -> None:
    """The second of them, with its line."""
    issues = prose.check(content(tmp_path, a=GOOD, b=GOOD))
    assert [line(issue) for issue in issues] == [
        "error prose-same-slug content/notices/b.md:3: found=/notices/a/ "
        "expected=content/notices/a.md"
    ]


def test_our_own_texts_have_nothing_to_be_said() -> None:
    """About, notices, decisions."""
    assert prose.check(ROOT / "content") == ()


def test_a_fault_of_a_text_forbids_publication(tmp_path: Path) -> None:
    """The check of the data says it with the rest."""
    data = data_folder(tmp_path / "data", "registry")
    texts = content(tmp_path, a=GOOD.replace("06-20", "06-31"))
    checked = build.check(data, (by_name("registry"),), prose=texts)
    assert checked.has_errors
    assert [issue.code for issue in checked.issues if issue.path.startswith("content/")] == [
        "prose-date"
    ]


def test_a_draft_stops_nothing_and_a_bad_package_is_left_out_of_the_site(tmp_path: Path) -> None:
    """The whole portal is published: no page of the draft, and the list says what is left out."""
    data = data_folder(tmp_path / "data", "registry")
    shutil.copytree(ROOT / "tests/open_data/good", data / "open_data")
    (data / "open_data/rain/rain.csv").unlink()
    stops = data / "open_data/stops/datapackage.json"
    document = json.loads(stops.read_text("utf-8"))
    document["description"] = "第一段。\n\n- 一项"
    stops.write_text(json.dumps(document), "utf-8")
    texts = shutil.copytree(ROOT / "content", tmp_path / "content")
    (texts / "notices/draft.md").write_text("Title:\nDate: 六月\nStatus: draft\n\n半", "utf-8")
    (texts / "pages/half.md").write_text("Title: 半篇\nStatus: draft\nLang: xx\n\n半", "utf-8")
    site = tmp_path / "site"
    publish(dataclasses.replace(inputs(data), content=texts), site)
    pages = {path.parent.name for path in site.rglob("index.html")}
    assert not pages & {"draft", "half", "rain"}
    listed = (site / "data/index.html").read_text("utf-8")
    assert "有 1 处差错，没有公开" in listed
    assert "<li>一项</li>" in (site / "data/open/stops/index.html").read_text("utf-8")
    assert (site / "notices/2026-06-village-accounts/index.html").is_file()
