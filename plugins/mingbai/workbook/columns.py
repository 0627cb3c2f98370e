"""What was noted of the cells of each column -> one issue and at most one question a cause."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from mingbai.exports import Question
from mingbai.issues import Issue, Rule
from mingbai.sentences import Sentence
from mingbai.workbook.headings import SheetColumn
from mingbai.workbook.questions import ANSWERED, QUESTIONS
from mingbai.workbook.repairs import Reading
from mingbai.workbook.rules import CODE_AS_NUMBER, FORMULA, MASKED, NOT_COMPUTED, REPAIRED

# Faults that a whole column has when it has them: said once.
OF_COLUMNS = (CODE_AS_NUMBER, NOT_COMPUTED)
_ANSWERS = dict(zip(QUESTIONS, ANSWERED, strict=True))


@dataclass(frozen=True)
class _Note:
    """One cell that was read otherwise than it was typed, or could not be read."""

    cell: str
    found: str
    text: str


@dataclass(frozen=True)
class _Cause:
    """What several cells of one column have in common."""

    column: SheetColumn
    rule: Rule
    why: tuple[str, ...]
    cells: list[_Note] = field(default_factory=list)


@dataclass
class ColumnNotes:
    """The notes of one sheet: (column, code of a rule, reasons) -> its cells, row by row."""

    sheet: str
    by_cause: dict[tuple[int, str, tuple[str, ...]], _Cause] = field(default_factory=dict)

    def add(
        self,
        column: SheetColumn,
        cell: str,
        found: str,
        reading: Reading,
        *,
        is_formula: bool = False,
    ) -> None:
        """Note what was done with a cell; nothing where it was read as it is."""
        note = _Note(cell, found, reading.text)
        if is_formula and reading.fault is None:
            self._note(column, FORMULA, (), note)
        if reading.fault is not None:
            self._note(column, reading.fault, (), note)
            return
        if reading.question is not None:
            self._note(column, reading.question, (), note)
        if reading.why:
            why = tuple(_general(reason) for reason in reading.why)
            self._note(column, MASKED if reading.is_masked else REPAIRED, why, note)

    def _note(self, column: SheetColumn, rule: Rule, why: tuple[str, ...], note: _Note) -> None:
        cause = self.by_cause.setdefault((column.number, rule.code, why), _Cause(column, rule, why))
        cause.cells.append(note)


@dataclass(frozen=True)
class Said:
    """What is said of the columns of a sheet."""

    issues: tuple[Issue, ...]
    questions: tuple[Question, ...]


def said(notes: ColumnNotes, where: str, accepted: Container[str]) -> Said:
    """One issue a column and cause. accepted: keys of questions that were answered with yes."""
    issues: list[Issue] = []
    questions: list[Question] = []
    for one in notes.by_cause.values():
        column, cause, cells = one.column, one.rule, one.cells
        first = cells[0]
        assert column.field is not None  # only known columns are read
        is_named = column.heading.strip() == column.field.name  # a published CSV: entry_no
        values = {
            "cell": first.cell,
            "title": column.field.title if is_named else column.heading,
            "count": str(len(cells)),
            "why": "、".join(one.why),
            "cells": "、".join(note.cell for note in cells),
        }
        rule = cause
        if cause in _ANSWERS:
            key = f"{notes.sheet}/{column.heading}/{cause.code}"
            said_yes = "对" if key in accepted else ""
            questions.append(Question(key, _text(cause, first, values), answer=said_yes))
            rule = _ANSWERS[cause] if key in accepted else cause
        expected = None if cause in (*OF_COLUMNS, FORMULA) else first.text
        row = int("".join(char for char in first.cell if char.isdecimal()))
        found = None if cause is MASKED else first.found
        issues.append(rule.issue(where, row, column.field.title, found, expected, **values))
    return Said(tuple(issues), tuple(questions))


def _text(rule: Rule, first: _Note, values: dict[str, str]) -> Sentence:
    return Sentence(rule.message, found=first.found, expected=first.text, **values)


def _general(reason: str) -> str:
    """A reason without what it says of one cell, so that a column has it once."""
    if reason.endswith("的编号"):
        return "名称换成编号"
    return "没有的留空" if reason.startswith("没有的留空") else reason
