"""Opinions and rectifications -> their tables: what was said, what was done about it, by when."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from mingbai.kinds.appraisals.states import OPINION, TASK
from mingbai.model import Edition
from mingbai.page import Cells, Column, Mark, TableView, mark_cells, records, table_view


def opinions_table(opinions: pd.DataFrame, edition: Edition) -> TableView:
    """opinions: with `name` (the unit's short name); what waits too long first, by unit."""
    opinions = records.worst_first(opinions, _opinion_marks(opinions, edition))
    return table_view(
        "opinions",
        f"{len(opinions):,} 条意见",
        (
            (Column("单位"), Cells(opinions["name"], "head", urls=unit_urls(opinions))),
            (Column("编号"), Cells(anchors("o", opinions["opinion_no"]), "html")),
            (Column("性质"), Cells(opinions["kind"])),
            (Column("意见"), Cells(opinions["gist"])),
            (Column("情况"), Cells(mark_cells(_opinion_marks(opinions, edition)), "html")),
            (Column("答复"), Cells(opinions["handling"])),
        ),
    )


def tasks_table(tasks: pd.DataFrame, edition: Edition) -> TableView:
    """tasks: rectifications with `name`; what is overdue first, then by unit and due date."""
    tasks = records.worst_first(tasks, task_marks(tasks, edition))
    opinion_urls = [None if pd.isna(no) else f"#o-{no}" for no in tasks["opinion_no"]]
    return table_view(
        "tasks",
        f"{len(tasks):,} 项整改任务，截至 {edition.county.as_of.isoformat()}",
        (
            (Column("单位"), Cells(tasks["name"], "head", urls=unit_urls(tasks))),
            (Column("编号"), Cells(anchors("t", tasks["task_no"]), "html")),
            (Column("任务"), Cells(tasks["task"])),
            (Column("对应意见"), Cells(tasks["opinion_no"], urls=opinion_urls)),
            (Column("期限"), Cells(tasks["due"], "date")),
            (Column("完成日期"), Cells(tasks["done"], "date")),
            (Column("情况"), Cells(mark_cells(task_marks(tasks, edition)), "html")),
            (Column("整改结果"), Cells(tasks["outcome"])),
        ),
    )


def task_marks(tasks: pd.DataFrame, edition: Edition) -> list[Mark | None]:
    """How each stands; beside it how many calendar days too late, so far or in the end."""
    settled = tasks["done"].fillna(pd.Timestamp(edition.county.as_of))
    days = (settled - tasks["due"]).dt.days
    notes = [f"{late:,} 天" if late > 0 else "" for late in days]
    return records.state_marks(edition, TASK, tasks["task_no"], notes)


def _opinion_marks(opinions: pd.DataFrame, edition: Edition) -> list[Mark | None]:
    return records.state_marks(edition, OPINION, opinions["opinion_no"])


def unit_urls(frame: pd.DataFrame) -> list[str]:
    """The history page of the unit of each row."""
    return [f"/appraisals/unit/{slug}/" for slug in frame["unit"]]


def anchors(prefix: str, ids: pd.Series) -> list[Markup]:
    """Ids (letters, digits, `-`) as cells that a link can point at: `#<prefix>-<id>`."""
    return [Markup('<code id="{}-{}">{}</code>').format(prefix, id_, id_) for id_ in ids]
