"""Replies and questions -> a section on the page of each thing that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mingbai.kinds.replies.pages.registers import (
    QUESTIONS,
    REPLIES,
    SpokenRows,
    question_subjects,
    reply_subjects,
    spoken_rows,
)
from mingbai.kinds.replies.subjects import Subject, Thing
from mingbai.model import Edition, Panel
from mingbai.page import Link, RegisterView, Section, addresses
from mingbai.read import Tables

_ORDER = 145  # behind what does not agree and what was corrected
_TITLE = "回应和提问"


@dataclass(frozen=True)
class _Said:
    """What is said of a thing: numbers of replies and of questions."""

    replies: list[str]
    questions: list[str]


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the page of each thing, then on the pages of the agencies that are asked."""
    records, questions = REPLIES.records(tables, edition), QUESTIONS.records(tables, edition)
    spoken: dict[Thing, _Said] = {}
    for number, thing in _placed(reply_subjects(edition)):
        spoken.setdefault(thing, _Said([], [])).replies.append(number)
    for number, thing in _placed(question_subjects(edition)):
        spoken.setdefault(thing, _Said([], [])).questions.append(number)
    reply_rows, question_rows = spoken_rows(records), spoken_rows(questions)
    for thing, of_thing in spoken.items():
        view = _view(reply_rows, question_rows, of_thing)
        yield Panel(thing, _ORDER, _TITLE, "register_panel.html", view, is_daily=True)
    yield from records.panels()
    yield from questions.panels()


def _placed(subjects: Mapping[str, Subject]) -> Iterator[tuple[str, Thing]]:
    for number, subject in subjects.items():
        for thing in subject.things:
            yield number, thing


def _view(replies: SpokenRows, questions: SpokenRows, spoken: _Said) -> RegisterView:
    parts = (
        (questions, spoken.questions, "questions", "提问"),
        (replies, spoken.replies, "replies", "回应"),
    )
    sections = []
    for rows, numbers, table, words in parts:
        id_ = f"of-thing-{table}"
        rows_table = rows.open_first(numbers, f"{id_}-table", f"{words}，还没有答的在前")
        if rows_table is not None:
            sections.append(Section(id_, "", "", rows_table))
    return RegisterView(
        says=f"有提问 {len(spoken.questions):,} 件，请单位说明 {len(spoken.replies):,} 件。",
        sections=tuple(sections),
        links=(Link("全部回应和提问", REPLIES.index_url), Link("问一笔账", addresses.ASK_URL)),
    )
