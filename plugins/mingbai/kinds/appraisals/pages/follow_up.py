"""Opinions and rectifications -> their tables: what was said, what was done about it, by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from markupsafe import Markup

from mingbai.page import Cells, Column, Mark, TableView, escape_column, mark_cells, table_view

UNANSWERED = Mark("missing", "还没有答复")


def opinions_table(opinions: pd.DataFrame, unit_urls: Sequence[str]) -> TableView:
    """opinions: with `name` (the unit's short name); criticism first."""
    answers = escape_column(opinions["handling"]).fillna(str(mark_cells([UNANSWERED])[0]))
    return table_view(
        "opinions",
        f"{len(opinions):,} 条意见",
        (
            (Column("单位"), Cells(opinions["name"], "head", urls=unit_urls)),
            (Column("编号"), Cells(anchors("o", opinions["opinion_no"]), "html")),
            (Column("性质"), Cells(opinions["kind"])),
            (Column("意见"), Cells(opinions["gist"])),
            (Column("答复"), Cells(answers, "html")),
        ),
    )


def tasks_table(tasks: pd.DataFrame, unit_urls: Sequence[str], as_of: date) -> TableView:
    """tasks: rectifications with `name`; by unit, then by due date."""
    opinion_urls = [None if pd.isna(no) else f"#o-{no}" for no in tasks["opinion_no"]]
    return table_view(
        "tasks",
        f"{len(tasks):,} 项整改任务，截至 {as_of.isoformat()}",
        (
            (Column("单位"), Cells(tasks["name"], "head", urls=unit_urls)),
            (Column("编号"), Cells(anchors("t", tasks["task_no"]), "html")),
            (Column("任务"), Cells(tasks["task"])),
            (Column("对应意见"), Cells(tasks["opinion_no"], urls=opinion_urls)),
            (Column("期限"), Cells(tasks["due"], "date")),
            (Column("情况"), Cells(mark_cells(states(tasks, as_of)), "html")),
            (Column("整改结果"), Cells(tasks["outcome"])),
        ),
    )


def states(tasks: pd.DataFrame, as_of: date) -> list[Mark]:
    """Done in time, done late, overdue or under way; calendar days against `as_of`."""
    return [
        _state(due.date(), None if pd.isna(done) else done.date(), as_of)
        for due, done in zip(tasks["due"], tasks["done"], strict=True)
    ]


def anchors(prefix: str, ids: pd.Series) -> list[Markup]:
    """Ids (letters, digits, `-`) as cells that a link can point at: `#<prefix>-<id>`."""
    return [Markup('<code id="{}-{}">{}</code>').format(prefix, id_, id_) for id_ in ids]


def _state(due: date, done: date | None, as_of: date) -> Mark:
    if done is None:
        days_late = (as_of - due).days
        return Mark("bad", f"逾期 {days_late:,} 天") if days_late > 0 else Mark("none", "办理中")
    days_late = (done - due).days
    when = done.isoformat()
    return (
        Mark("late", f"{when} 完成，迟 {days_late:,} 天")
        if days_late > 0
        else Mark("ok", f"{when} 完成")
    )
