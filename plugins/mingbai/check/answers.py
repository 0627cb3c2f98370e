"""Replies and questions, as a kind offers them -> those about what never was.

A warning, a gap, a correction and a row have lasting ids: of a rule or comparison and the keys of
its rows, of a package and a number, of a table and a key. What a reply speaks of may end later, and
then the reply stays; but it must have been there once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from mingbai.check.rules import faults
from mingbai.county import CommonFrame, County
from mingbai.issues import Issue, Rule
from mingbai.read import Tables

WARNING, GAP, CORRECTION, QUESTION = "提醒", "对不上", "更正", "问题"

_DAYS = {"asked": "datetime64[s]", "due": "datetime64[s]"}
# id: of the reply. sort, about: of what, and its lasting id. who: who replied, else who is asked.
# replied, text: absent while nobody replied. url: its page.
ANSWERS = CommonFrame(
    "answers",
    {
        **dict.fromkeys(("id", "sort", "about", "who", "text", "url"), "str"),
        **_DAYS,
        "replied": "datetime64[s]",
    },
)
# id: of the question. row: the lasting id of the row that it is about.
QUESTIONS = CommonFrame(
    "questions",
    {
        **dict.fromkeys(("id", "row", "who", "question", "answer", "url"), "str"),
        **_DAYS,
        "answered": "datetime64[s]",
    },
)

NOTHING_TO_ANSWER = Rule(
    "nothing-to-answer",
    "回应和提问说的那一处要有过",
    "{what}“{found}”从来没有过",
    "照网页上的编号抄：提醒是“规则代码:类别/表/主键”，更正是“数据包#序号”。",
    "回应和提问说的提醒、对不上、更正或者那一行，要真的公开过；后来改好了、没有了，回应照样留着。",
)
RULES = (NOTHING_TO_ANSWER,)


@dataclass(frozen=True)
class Once:
    """What was there before and is no more. rows: lasting ids; corrections: `package#number`."""

    rows: frozenset[str] = frozenset()
    corrections: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Subjects:
    """All that can be spoken of.

    tables: of the kinds that are sound. present: of row ids those whose rows are there now.
    compared: the codes of the reconciliations that were read. pairs: such a code -> the ids of all
    its pairs, asked only where no row of an id is there. codes: of rules. once: asked only where
    something is not found among what is there now.
    """

    tables: Mapping[str, Tables]
    present: Callable[[Collection[str]], frozenset[str]]
    compared: Collection[str]
    pairs: Callable[[str], Collection[str]]
    codes: Collection[str]
    once: Callable[[], Once]


def correction_id(package: str, number: int) -> str:
    """`accounts/taiping/2026-06#3`: the third correction of a package."""
    return f"{package}#{number}"


def check(county: County, subjects: Subjects) -> tuple[Issue, ...]:
    """An issue for each reply and each question about what never was."""
    answers, questions = county.offered(ANSWERS), county.offered(QUESTIONS)
    named = {about: _rows_named(sort, about) for sort, about in _subjects(answers)}
    rows = {row for rows in named.values() for row in rows} | set(questions["row"])
    known = subjects.present(rows)
    corrections = _corrections(subjects.tables)
    wanted = {about for sort, about in _subjects(answers) if sort == CORRECTION}
    if rows - known or wanted - corrections:
        once = subjects.once()
        known, corrections = known | once.rows, corrections | once.corrections
    is_known = {
        WARNING: lambda about: _code(about) in subjects.codes and named[about] <= known,
        GAP: lambda about: (
            _code(about) in subjects.compared
            and (bool(named[about] & known) or about in subjects.pairs(_code(about)))
        ),
        CORRECTION: lambda about: about in corrections,
        QUESTION: lambda about: about in set(questions["id"]),
    }
    bad = [not is_known[sort](about) for sort, about in _subjects(answers)]
    is_unknown = pd.Series(bad, index=answers.index, dtype="bool")
    return (
        *faults(
            NOTHING_TO_ANSWER, is_unknown, "about", found=answers["about"], what=answers["sort"]
        ),
        *faults(
            NOTHING_TO_ANSWER,
            ~questions["row"].isin(known),
            "row",
            found=questions["row"],
            what="问的那一行",
        ),
    )


def _subjects(answers: pd.DataFrame) -> Iterable[tuple[str, str]]:
    return list(zip(answers["sort"], answers["about"], strict=True))


def _code(about: str) -> str:
    return about.partition(":")[0]


def _rows_named(sort: str, about: str) -> frozenset[str]:
    """The rows that the id of a warning or of a gap is made of."""
    if sort not in (WARNING, GAP):
        return frozenset()
    return frozenset(about.split(":")[1:])


def _corrections(tables: Mapping[str, Tables]) -> frozenset[str]:
    """The ids of all corrections that packages have now."""
    numbers: set[str] = set()
    for of_kind in tables.values():
        if "corrections" in of_kind.by_name:
            table = of_kind["corrections"]
            places = zip(table.paths, table.frame["number"], strict=True)
            numbers |= {correction_id(path.rpartition("/")[0], int(n)) for path, n in places}
    return frozenset(numbers)
