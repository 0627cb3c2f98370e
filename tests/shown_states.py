"""Built pages -> every place that shows, counts or orders how things stand, and what is wrong.

A state is shown by a mark (`data-of`, `data-state`) and counted by a figure (`data-count`); what
kinds decided is `Edition.states`, what fell due is the clock's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import html

from mingbai.check import clock
from mingbai.model import Edition
from mingbai.page import Mark

_NUMBER = re.compile(r"[0-9][0-9,]*")
# Where a state's word may stand without a mark: it names a group, a column or a choice there.
_NAMES = ("h1", "h2", "h3", "th", "caption", "option", "label", "title")
# Tables of what was published once, day by day: how a thing stood then, not how it stands.
_HISTORIES = ("stages", "progress-table")
# Data dictionaries list the words of a field; a name's note in A–Z is compared by its data.
_LISTS = ("data/", "en/data/", "az/")
# Marks of something else than a thing that a kind decides on, and what it is.
OTHER_MARKS = {
    "a proof: what was compared": "核对一致(，有 N 项提醒)?|不相等|一致|没有上月|无法核对",
    "a rule: what it found": "全部符合|提醒( N 处)?|没有可查的|N 处对不上",
    "a month of a book, held against clock and log below": "已公开|迟公开|未公开|未到期|更正",
    "the heading of duties of the clock, counted": (
        "按时|迟了|到期未公开|逾期未(答复|办结|完成)|未到期"
    ),
    "an instalment, on its contract's page alone": "已收清|收了一部分|未收|未到期|终止以后，不再收",
    "an early warning: how often it was given": "第 N 次|预警",
    "a remark on a rank": "重点整改|样本少",
    "a provision of law, on the page of provisions alone": "已失效|尚未施行",
    "how many changes a package has": "N 项",
    "what the log says of a version": "首次公开|更正|变更|撤回|依法删去|以这一版为准|已被替换",
    "who signed the log": "未签名|已签名.*",
}
_OTHER_MARK = re.compile("|".join(OTHER_MARKS.values()))


@dataclass(frozen=True, slots=True)
class StatesOfPage:
    """What one page says of states.

    marks: (thing, word). counts: (what is counted, number). orders: tables by id, with the rank of
    each row's mark. other_marks: texts of marks of no thing. loose: state words without a mark.
    """

    where: str
    marks: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    orders: tuple[tuple[str, tuple[int, ...]], ...]
    other_marks: tuple[str, ...]
    loose: tuple[str, ...]


def vocabulary(edition: Edition) -> frozenset[str]:
    """Every word that says how a thing stands: of all kinds, and of the clock."""
    words = {str(word) for decided in edition.states.values() for word in decided["word"]}
    return frozenset(words | set(clock.MARKS))


def pages(output: Path, words: frozenset[str]) -> Iterator[StatesOfPage]:
    """Every page below a folder."""
    for path in sorted(output.rglob("*.html")):
        yield page(path.relative_to(output).as_posix(), path.read_bytes(), words)


def page(where: str, body: bytes, words: frozenset[str]) -> StatesOfPage:
    """One page."""
    tree = html.fromstring(body)
    marks = tree.xpath("//*[contains(concat(' ', @class, ' '), ' mark ')]")
    own = [mark for mark in marks if mark.get("data-of")]
    return StatesOfPage(
        where=where,
        marks=tuple((mark.get("data-of"), mark.text_content()) for mark in own),
        counts=tuple(_counts(tree)),
        orders=tuple(_orders(tree)),
        other_marks=tuple(mark.text_content() for mark in marks if not mark.get("data-of")),
        loose=() if where.startswith(_LISTS) else tuple(_loose(tree, words)),
    )


def _counts(tree: html.HtmlElement) -> Iterator[tuple[str, int]]:
    for element in tree.xpath("//*[@data-count and not(starts-with(@data-count, '/'))]"):
        number = _NUMBER.search(element.text_content())
        yield element.get("data-count"), int(number[0].replace(",", "")) if number else -1


def _orders(tree: html.HtmlElement) -> Iterator[tuple[str, tuple[int, ...]]]:
    for table in tree.xpath("//table[.//*[@data-of]]"):
        rows = (row.xpath(".//*[@data-of]") for row in table.xpath("./tbody/tr"))
        yield (
            table.getparent().get("id") or table.get("id") or "",
            tuple(_rank(marks[0]) if marks else Mark("none", "").rank for marks in rows),
        )


def _rank(mark: html.HtmlElement) -> int:
    """Where a mark stands among others, by its class: `mark--bad` is the worst."""
    tone = next((c[6:] for c in mark.get("class").split() if c.startswith("mark--")), "")
    return Mark(tone, "").rank


def _loose(tree: html.HtmlElement, words: frozenset[str]) -> Iterator[str]:
    """State words that are all of an element's text and stand in no mark."""
    for element in tree.iter():
        text = (element.text or "").strip() if isinstance(element.tag, str) else ""
        if text in words and not len(element) and not _is_named(element):
            yield text


def _is_named(element: html.HtmlElement) -> bool:
    """Whether the word is a mark, a counted figure's, a name, or part of a history or glossary."""
    if element.tag == "dt":
        value = element.getnext()
        return value is not None and value.get("data-count") is not None
    around = (element, *element.iterancestors())
    return any(
        one.tag in _NAMES
        or one.get("data-of") is not None
        or (one.tag == "table" and _table_id(one) in _HISTORIES)
        or not {"mark", "prose"}.isdisjoint((one.get("class") or "").split())
        for one in around
    )


def _table_id(table: html.HtmlElement) -> str:
    return table.get("id") or ""


def contradictions(shown: StatesOfPage, edition: Edition) -> Iterator[str]:
    """What a page says of states that is not what was decided, or not said as it must be."""
    states = edition.states
    for thing, word in shown.marks:
        scope, _, id_ = thing.partition("/")
        if states[scope]["word"].get(id_) != word:
            yield f"{shown.where}: {thing} is {states[scope]['word'].get(id_)}, not {word}"
    for counted, number in shown.counts:
        if number != _expected(edition)(counted):
            yield f"{shown.where}: {counted} is {_expected(edition)(counted)}, not {number}"
    for id_, ranks in shown.orders:
        if list(ranks) != sorted(ranks):
            yield f"{shown.where}: the table {id_} does not begin with bad news"
    for text in shown.other_marks:
        if not _OTHER_MARK.fullmatch(_NUMBER.sub("N", text)):
            yield f"{shown.where}: a mark of nothing says {text}"
    for word in shown.loose:
        yield f"{shown.where}: {word} stands without a mark"


def _expected(edition: Edition) -> Callable[[str], int]:
    """What is counted (`contract/有欠租`, `clock:2026-06/迟了`) -> how many there are."""
    return edition.shared(_counter)


def _counter(edition: Edition) -> Callable[[str], int]:
    dues = clock.counted(edition.dues)
    words: Mapping[str, dict[str, int]] = {
        scope: {str(w): int(n) for w, n in decided["word"].value_counts().items()}
        for scope, decided in edition.states.items()
    }

    @cache
    def count(what: str) -> int:
        scope, _, word = what.partition("/")
        if not scope.startswith("clock:"):
            return words[scope].get(word, 0)
        _, month, *agency = scope.split(":")
        is_meant = (dues["period"] == month) & (dues["state"] == word)
        if agency:
            is_meant &= dues["agency"] == agency[0]
        return int(is_meant.sum())

    return count
