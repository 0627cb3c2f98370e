"""A report says place, rule, fault and remedy, and nothing in it can do harm where it is shown."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

import translations
from mingbai import report, schema
from mingbai.issues import Issue, Rule, Severity

WRONG = Rule(
    code="wrong-balance",
    title="余额不对",
    message="余额应为 {expected}，实为 {found}（差 {gap}）。",
    remedy="重算余额。",
)
DOUBT = Rule(
    code="other-share",
    title="其他太多",
    message="其他收入占 {share}。",
    remedy="写明来源。",
    meaning="",
    severity=Severity.WARNING,
)
FILE = "accounts/taiping/2026-06/entries.csv"
ENTRIES = schema.parse(
    "entries",
    {
        "title": "账目",
        "title_en": "Entries",
        "description": "",
        "fields": [
            {
                "name": "balance",
                "title": "余额",
                "title_en": "Balance",
                "description": "",
                "type": "string",
            }
        ],
    },
)
TITLES = report.titles_of({"accounts": (ENTRIES,)})


def wrong(row: int = 3, path: str = FILE, **more: str) -> Issue:
    values = {"found": "11569.05", "expected": "11569.50", "gap": "0.45", **more}
    return WRONG.issue(path, row, "balance", **values)


def test_a_line_says_place_rule_found_expected_and_remedy():
    """The line a clerk reads, word for word, and the count below it."""
    assert report.render([wrong()], titles=TITLES) == (
        f"{FILE} 第3行「余额」: 余额应为 11569.50，实为 11569.05（差 0.45）。"
        "怎样改：重算余额。 [wrong-balance]\n\n共 1 个错误、0 个警告，涉及 1 个文件。\n"
    )
    assert report.render([DOUBT.issue(FILE, share="31%")]) == (
        f"{FILE} 警告: 其他收入占 31%。怎样改：写明来源。 [other-share]\n\n"
        "共 0 个错误、1 个警告，涉及 1 个文件。\n"
    )
    assert report.render([]) == "没有发现问题。\n"
    bare = Rule("a", "甲", "没有句号", "也没有")
    assert ": 没有句号。怎样改：也没有。 [a]\n" in report.render([bare.issue(FILE)])


def test_like_issues_are_folded_with_a_count_and_all_are_shown_on_request():
    """Three of a file, five files of a rule; the rest are counted; --all lists every one."""
    many = [
        wrong(row, f"accounts/t{n}/2026-06/entries.csv") for n in range(7) for row in range(2, 22)
    ]
    text = report.render(many, titles=TITLES)
    assert text.count("怎样改") == 15
    assert "accounts/t0/2026-06/entries.csv …… 「余额」还有 17 处，在第 5、6、7" in text
    assert "…… 「余额」在另外 2 个文件里还有 40 处（加 --all 逐条列出） [wrong-balance]" in text
    assert "共 140 个错误" in text
    assert report.render(many, titles=TITLES, show_all=True).count("怎样改") == 140


def test_what_has_no_column_or_one_line_is_folded_without_them():
    """Of ten faults in one line the line is named once; where there is no column, none is named."""
    rule = Rule("unknown-heading", "多出不认识的列", "不认识表头“{found}”。", "删掉这一列。")
    text = report.render([rule.issue(FILE, 1, found=str(n)) for n in range(10)])
    assert f"{FILE} …… 还有 7 处，在第 1 行（加 --all 逐条列出） [unknown-heading]" in text
    text = report.render([rule.issue(FILE, found=str(n)) for n in range(10)])
    assert f"{FILE} …… 还有 7 处（加 --all 逐条列出） [unknown-heading]" in text


def test_english_comes_from_the_catalogue_with_english_titles():
    """With --lang en every word around the values is English."""
    rule = Rule("no-rows", "本期无数据", "没有发现问题。", "没有发现问题。")
    text = report.render([rule.issue(FILE, 3, "balance")], lang="en", titles=TITLES)
    assert "line 3 “Balance”: No problems found." in text
    assert not re.search("[一-鿿]", text)


def test_colour_only_where_a_terminal_shows_it():
    """A file or a pipe gets plain text; a terminal gets colour."""

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    assert "\x1b[" not in report.render([wrong()])
    terminal = Terminal()
    report.write([wrong()], terminal)
    assert "\x1b[" in terminal.getvalue()


HARMFUL = "\x1b[31m红\r\n::error::x\u202e倒\u200b\x00<script>alert(1)</script>%0A,:{found}[bold]"


def test_what_comes_out_of_cells_is_inert_in_a_terminal():
    """Escapes, newlines, bidi and zero-width characters show as tokens; markup is text."""
    text = report.render([wrong(found=HARMFUL, path=f"a/{HARMFUL[:30]}/c.csv")])
    first, *rest = text.splitlines()
    assert rest == ["", "共 1 个错误、0 个警告，涉及 1 个文件。"]
    assert "<U+001B>[31m红<U+000D><U+000A>::error::x<U+202E>倒<U+200B><U+0000>" in first
    assert "{found}[bold]" in first


def test_long_values_are_shortened_and_people_are_hidden():
    """A cell of ten thousand characters does not flood a report; an ID is never repeated."""
    text = report.render([wrong(found="长" * 10_000)])
    assert len(text) < 400
    text = report.render([wrong(found="张三 11010519491231002X")])
    assert "11*************02X" in text
    assert "19491231" not in text


def test_json_is_strict_complete_and_stable():
    """Every issue has every key in one order; raw values; no live control character."""
    text = report.render([DOUBT.issue(FILE, share="31%"), wrong(found=HARMFUL)], format="json")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u202e]", text)

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    document = json.loads(text, parse_constant=refuse)
    assert list(document) == ["errors", "warnings", "issues"]
    assert (document["errors"], document["warnings"]) == (1, 1)
    keys = [
        "code",
        "severity",
        "path",
        "row",
        "field",
        "title",
        "found",
        "expected",
        "message",
        "remedy",
        "rows",
    ]
    assert all(list(issue) == keys for issue in document["issues"])
    assert document["issues"][1]["found"] == HARMFUL
    assert document["issues"][0]["row"] is None


def test_annotations_are_escaped_as_the_runner_unescapes_them():
    """One command an issue, whatever stands in a cell or a path."""
    path = "a/b,c:d%/e.csv"
    text = report.render(
        [DOUBT.issue("", share="%"), wrong(found=HARMFUL, path=path)], format="github"
    )
    lines = text.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("::warning file=data,title=other-share::其他收入占 %25。")
    assert lines[1].startswith(
        "::error file=data/a/b%2Cc%3Ad%25/e.csv,line=3,title=wrong-balance::"
    )
    assert "%250A" in lines[1]
    prose = report.render([wrong(path="content/pages/a.md")], format="github", folder="x")
    assert prose.startswith("::error file=content/pages/a.md,line=3")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags[tag] += 1

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(max_size=70))
def test_the_page_shows_every_value_as_text(value):
    """Whatever a cell holds, the page has the same elements, no script, and the cell as text."""
    page = report.render([wrong(found=value)], format="html")
    read = _Text()
    read.feed(page)
    plain = _Text()
    plain.feed(report.render([wrong(found="x")], format="html"))
    assert read.tags == plain.tags
    assert read.tags["script"] == 0
    assert report.safe_text(value) in html.unescape(page)


def test_the_page_is_valid_and_loads_nothing():
    """A strict parser accepts it; its policy forbids everything but its own style."""
    page = report.render([wrong(found=HARMFUL)], format="html")
    html5lib.HTMLParser(strict=True).parse(page)
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    assert not re.search(r"""(?:src|href|url\()\s*=?\s*["']?(?:https?:|//)""", page)
    assert "unsafe" not in page


@pytest.mark.parametrize("options", [{"lang": "fr"}, {"format": "xml"}])
def test_unknown_languages_and_formats_are_named(options):
    """What nobody wrote is an error that says what there is."""
    with pytest.raises(ValueError, match=r"zh|text"):
        report.render([], **options)


def test_every_rule_of_the_project_is_translated():
    """Titles, messages and remedies of all rules stand in the English catalogue."""
    assert translations.missing("en") == []


def test_translations_speak_of_the_same_values():
    """A translation uses exactly the placeholders of the sentence it stands for."""
    known = report.catalogue("en")
    wrong_ones = [zh for zh, en in known.items() if _names(zh) != _names(en)]
    assert wrong_ones == []


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


def test_codes_are_unique_in_the_whole_project():
    """One code, one rule: links to the rules page lead to one thing, in whatever words."""
    rules = sorted({(rule.code, rule.title, rule.meaning) for rule in translations.rules()})
    assert [a for (a, *_), (b, *_) in pairwise(rules) if a == b] == []
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code) for code, *_ in rules)
