"""A preview as text, Markdown, JSON and a page: bad news first, harmless wherever it is shown."""

from __future__ import annotations

import json
import re
from datetime import date

import lxml.html
import pytest

from harness import ROOT
from mingbai.preview import FORMATS, LONGEST, Consequence, Move, Preview, Topic, write

THEME = ROOT / "theme"
HOSTILE = "<script>x</script> **粗** [链](http://x.example) @someone #12 ![](x) | 表 \u202e 反"
NAMES = ("disclosures", "figures", "duties", "pages", "files")


def made(*lengths: int, bad: int = 0, words: str = "一条") -> Preview:
    """A preview with topics of these lengths, whose first lines are bad news."""
    return Preview(
        against="origin/main",
        as_of=date(2026, 7, 10),
        topics=tuple(
            Topic(
                name,
                f"第{name}部分",
                tuple(
                    Consequence(f"{name}/{n}", Move.NEW, f"{words} {n}", is_bad=n < bad)
                    for n in range(length)
                ),
            )
            for name, length in zip(NAMES, lengths, strict=False)
        ),
    )


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_one_sentence(form: str) -> None:
    """Where nothing changes every form says so, and has no topic."""
    told = write(made(0, 0), form, THEME)
    assert ("什么都不会变" in told) or json.loads(told)["is_empty"]
    assert "第disclosures部分" not in told or form == "json"


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_bad_news_comes_first(form: str) -> None:
    """Before the first topic, all of it, with its number."""
    told = write(made(3, 5, bad=2), form, THEME)
    assert told.index("先看坏消息（4）") < told.index("第disclosures部分")
    assert told.count("一条 1") == 4  # once among the bad news and once in its topic, of two topics


def test_a_reason_is_said_once_over_its_lines() -> None:
    """In words, Markdown and on the page: with how many lines are below it; JSON has it at each."""
    lines = (
        *(
            Consequence(f"a/{n}", Move.CHANGED, f"一格 {n}", why="六月账，更正：录入错误")
            for n in "123"
        ),
        Consequence("b", Move.CHANGED, "没有原因"),
    )
    found = Preview("x", date(2026, 7, 10), (Topic("packages", "数据", lines),))
    for form in ("text", "markdown", "html"):
        told = write(found, form, THEME)
        assert told.count("录入错误（3 处）") == 1, form
        assert told.index("录入错误") < told.index("一格 1") < told.index("没有原因"), form
    document = json.loads(write(found, "json", THEME))
    told_by = [one["why"] for one in document["topics"][0]["consequences"]]
    assert told_by == [*["六月账，更正：录入错误"] * 3, ""]


def test_markdown_counts_what_it_leaves_out_without_reasons() -> None:
    """Headings of reasons take lines, and are no consequences."""
    lines = tuple(
        Consequence(f"{n}", Move.CHANGED, f"一格 {n}", why=f"更正：{n // 2}") for n in range(300)
    )
    found = Preview("x", date(2026, 7, 10), (Topic("packages", "数据", lines),))
    told = write(found, "markdown", THEME)
    assert len(told.splitlines()) <= LONGEST
    left = re.search(r"还有 (\d+) 条", told)
    assert left is not None
    assert told.count("一格 ") + int(left[1]) == 300


def test_text_and_json_are_whole() -> None:
    """Every consequence, however many."""
    found = made(3, 700, 0, 40)
    assert write(found, "text", THEME).count("＋ 一条") == 743
    document = json.loads(write(found, "json", THEME))
    assert [len(topic["consequences"]) for topic in document["topics"]] == [3, 700, 0, 40]
    assert document["topics"][1]["counts"] == {"new": 700, "changed": 0, "gone": 0}
    assert document["topics"][1]["consequences"][0] == {
        "id": "figures/0",
        "move": "new",
        "words": "一条 0",
        "url": "",
        "before": "",
        "after": "",
        "is_bad": False,
        "why": "",
        "ids": [],
    }


@pytest.mark.parametrize(
    ("lengths", "bad"),
    [((3000, 3000, 3000, 3000, 3000), 3000), ((1, 1, 1, 1, 3000), 0), ((500,), 59), ((10, 200), 1)],
)
def test_markdown_is_short_and_counts_the_rest(lengths: tuple[int, ...], bad: int) -> None:
    """Never longer than a comment may be; what is left out and what stands make up all."""
    told = write(made(*lengths, bad=bad), "markdown", THEME)
    assert len(told.splitlines()) <= LONGEST
    for section in re.split(r"^### ", told, flags=re.MULTILINE)[1:]:
        stated = int(re.search(r"(?:新增 |坏消息（)([\d,]+)", section)[1].replace(",", ""))
        rest = re.search(r"还有 ([\d,]+) 条", section)
        left_out = int(rest[1].replace(",", "")) if rest else 0
        assert section.count("- ＋") + left_out == stated


def test_markdown_makes_nothing_of_what_cells_say() -> None:
    """No markup, no link, no mention of a user or an issue, no mark that turns the line around."""
    told = write(made(1, words=HOSTILE), "markdown", THEME)
    line = next(line for line in told.splitlines() if line.startswith("- ＋"))
    assert "\\<script\\>" in line
    assert "\\*\\*粗\\*\\*" in line
    assert "@<!-- -->someone" in line
    assert "#<!-- -->12" in line
    assert "\u202e" not in line


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    """Its policy forbids all but its own style; what a cell says is text in it."""
    told = write(made(60, 2, bad=1, words=HOSTILE), "html", THEME)
    page = lxml.html.fromstring(told)
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not page.xpath("//script | //link | //img | //*[@src] | //*[@style] | //a")
    assert "url(" not in page.xpath("//style")[0].text
    assert "<script>x</script>" in page.xpath("//main")[0].text_content()
    assert len(page.xpath("//details//li")) == 60


def test_numbers_of_persons_are_masked_in_every_form() -> None:
    """A number that stood in the base, and is a reason for a correction, is not told again."""
    number = "11010519491231002X"  # the example of GB 11643
    for form in FORMATS:
        assert number not in write(made(1, words=f"证件 {number}"), form, THEME)
