"""Stages, votes and projects of matters -> their rows, written once and cut by matter."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd

from mingbai.kinds.village_affairs.attachments import attachment_url
from mingbai.money import yuan_column
from mingbai.page import Cells, Column, Section, TableView, WrittenRows, rows_by, written_rows
from mingbai.read import Tables


@dataclass(frozen=True)
class CutRows:
    """Rows that are cut by matter. extended: the same rows with one column more.

    is_extended: by matter, whether any of its rows has a value in that column.
    """

    rows: WrittenRows
    extended: WrittenRows
    by_matter: Mapping[Hashable, Sequence[int]]
    is_extended: Mapping[Hashable, bool]

    def table(self, matter_no: str, id_: str, caption: str) -> TableView | None:
        """The rows of a matter; None where it has none."""
        positions = self.by_matter.get(matter_no)
        if positions is None:
            return None
        rows = self.extended if self.is_extended[matter_no] else self.rows
        return rows.table(positions, id_, caption)


@dataclass(frozen=True)
class StepRows:
    """All stages and votes, and the projects of each matter, by number and name."""

    stage_rows: CutRows
    vote_rows: CutRows
    projects_of: Mapping[str, Sequence[tuple[str, str]]]

    def stages(self, matter_no: str) -> TableView | None:
        """The stages of a matter, the first one first."""
        return self.stage_rows.table(matter_no, "stages", "计划、进展、结果")

    def votes(self, matter_no: str) -> Iterator[Section]:
        """How the meetings voted; nothing where no resolution is published."""
        table = self.vote_rows.table(matter_no, "votes-t", "一次会议一行")
        if table is not None:
            yield Section("votes", "会议表决", "", table)

    def projects(self, matter_no: str) -> Sequence[tuple[str, str]]:
        """Number and name of each project that a matter decided."""
        return self.projects_of.get(matter_no, ())


def step_rows(tables: Tables) -> StepRows:
    """Everything, each in the order of its days; through `tables.shared` once an edition."""
    projects: dict[str, list[tuple[str, str]]] = {}
    frame = tables.frame("projects").dropna(subset=["matter_no"])
    names = (frame[name] for name in ("matter_no", "project_no", "name"))
    for matter_no, number, name in zip(*names, strict=True):
        projects.setdefault(matter_no, []).append((number, name))
    return StepRows(_stages(tables), _votes(tables), projects)


def _stages(tables: Tables) -> CutRows:
    stages = tables.frame("matters").sort_values("date", kind="stable")
    columns = [
        (Column("阶段"), Cells(stages["stage"], "head")),
        (Column("日期"), Cells(stages["date"], "date")),
        (Column("内容"), Cells(stages["text"])),
    ]
    attached = (Column("附件"), _attachment_cells(stages))
    return _cut(stages, columns, attached, "attachment")


def _votes(tables: Tables) -> CutRows:
    held = tables.frame("resolutions").sort_values("date", kind="stable")
    columns = [
        (Column("哪天"), Cells(held["date"], "date")),
        (Column("什么会"), Cells(held["meeting"], "head")),
        (Column("应到（人）", is_num=True), Cells(held["called"], "num")),
        (Column("实到（人）", is_num=True), Cells(held["present"], "num")),
        (Column("同意（人）", is_num=True), Cells(held["agreed"], "num")),
    ]
    amounts = yuan_column(held["amount_fen"].astype("Int64"))
    passed = (Column("通过的金额（元）", is_num=True), Cells(amounts, "num"))
    return _cut(held, columns, passed, "amount_fen")


def _cut(
    frame: pd.DataFrame,
    columns: Sequence[tuple[Column, Cells]],
    more: tuple[Column, Cells],
    field: str,
) -> CutRows:
    """Rows by matter, with and without the column that shows `field`."""
    present = frame[field].notna().groupby(frame["matter_no"].to_numpy()).any()
    return CutRows(
        rows=written_rows(columns),
        extended=written_rows([*columns, more]),
        by_matter=rows_by(frame["matter_no"]),
        is_extended={key: bool(is_present) for key, is_present in present.items()},
    )


def _attachment_cells(stages: pd.DataFrame) -> Cells:
    """The file of each stage as a link; its words leave out the ending and the matter's title."""
    columns = (stages[name] for name in ("matter_no", "stage", "attachment", "title"))
    texts: list[str | None] = []
    urls: list[str | None] = []
    for number, stage, name, title in zip(*columns, strict=True):
        is_absent = pd.isna(name)
        texts.append(None if is_absent else _attachment_words(name, title))
        urls.append(None if is_absent else quote(attachment_url(number, stage, name)))
    return Cells(texts, urls=urls)


def _attachment_words(name: str, title: str) -> str:
    stem = name.rpartition(".")[0] or name
    return stem.removeprefix(title).removeprefix(title.replace(" ", "")) or stem
