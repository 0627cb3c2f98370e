"""Faults of the cells of a package -> the same as a clerk is told them in her workbook.

A series of numbers of her own may have a form that the column does not take in any of its cells:
that is said once, with the first cells by name. A number that nobody has is said with those that
are nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mingbai.check.references import UNKNOWN_REFERENCE
from mingbai.issues import Issue
from mingbai.schema import Field
from mingbai.workbook import names
from mingbai.workbook.names import Names
from mingbai.workbook.rules import MANY_WRONG_FORMS, UNKNOWN_NAME, WRONG_FORMS

_NAMED = 3


def once_a_column(issues: Iterable[Issue]) -> Iterator[Issue]:
    """The issues, those of a wrong form that are of one column as one, at its first cell.

    Its value `cells` names all of them, as the issues of columns have it.
    """
    by_column: dict[tuple[str, str | None], list[Issue]] = {}
    for issue in issues:
        if issue.code == WRONG_FORMS.code and issue.values.get("cell"):
            by_column.setdefault((issue.path, issue.field), []).append(issue)
        else:
            yield issue
    for of_column in by_column.values():
        yield _joined(of_column) if len(of_column) > 1 else of_column[0]


def _joined(issues: list[Issue]) -> Issue:
    ordered = sorted(issues, key=lambda issue: issue.row or 0)
    rest = len(ordered) - _NAMED
    rule = MANY_WRONG_FORMS if rest > 0 else WRONG_FORMS
    values = {
        **ordered[0].values,
        "cells": "、".join(issue.values["cell"] for issue in ordered),
        "count": str(len(ordered)),
        "rest": str(max(rest, 0)),
    }
    names = tuple(f"{issue.values['cell']}“{issue.found or ''}”" for issue in ordered[:_NAMED])
    return replace(ordered[0], message=rule.message, values=values, names=names)


def with_near(issue: Issue, field: Field, known: Names) -> Issue:
    """The issue of a number that nobody has, as a question where others are nearly the same.

    issue: at its cell. known: the names that the workbook was read with.
    """
    listed = known.of(field.name, field.refers)
    if issue.code != UNKNOWN_REFERENCE.code or listed is None or not issue.values.get("cell"):
        return issue
    near = listed.near_code(issue.found or "")
    if not near:
        return issue
    rule, expected = UNKNOWN_NAME, names.labels(near)
    return replace(issue, message=rule.message, remedy=rule.remedy, expected=expected)
