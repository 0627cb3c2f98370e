"""Two Editions -> warnings that appear or end, each by an id that outlives its line number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from mingbai.history.log_rules import UNSIGNED
from mingbai.issues import Issue
from mingbai.model import Edition, Kind
from mingbai.page import period_zh
from mingbai.portal import findings
from mingbai.portal.findings import Finding
from mingbai.preview.consequences import Consequence, Move, moves
from mingbai.read import Table

_LINE = re.compile(r"第 ?[\d,]+ ?行")
Place = tuple[str, int]


def moved(kinds: Sequence[Kind], before: Edition, after: Edition) -> Iterator[Consequence]:
    """Warnings of rules, as a reader is told of them; gaps between kinds are told by themselves."""
    old, new = (_by_id(kinds, edition) for edition in (before, after))
    for id_, move, was, now in moves(old, new, _said):
        finding = now or was
        assert finding is not None
        ending = {Move.NEW: "", Move.CHANGED: "（说法变了）", Move.GONE: "（没有了）"}[move]
        yield Consequence(
            id=id_,
            move=move,
            words=f"{_where(finding)}{finding.message}{ending}",
            url=finding.url or "",
            before=was.message if was else "",
            after=now.message if now else "",
            is_bad=move is Move.NEW,
        )


def _where(finding: Finding) -> str:
    """`太平镇 › 柳塘村，2026 年 6 月：`."""
    period = period_zh(finding.period)
    return "，".join(filter(None, (finding.place_name, period))) + "："


def _said(finding: Finding) -> str:
    """The message without the numbers of lines, which move when a line is added above."""
    return _LINE.sub("", finding.message)


def _by_id(kinds: Sequence[Kind], edition: Edition) -> Mapping[str, Finding]:
    """Findings by lasting ids; those of one row, rule and field are numbered in their order."""
    rows = _row_ids(kinds, edition)
    counts: Counter[str] = Counter()
    by_id: dict[str, Finding] = {}
    for code, of_rule in findings.findings(kinds, edition).items():
        if code in edition.reconciled.by_code or code == UNSIGNED.code:
            continue  # gaps are told by themselves; who releases signs
        for finding in sorted(of_rule, key=_order):
            id_ = _id(finding.issue, rows)
            counts[id_] += 1
            by_id[id_ if counts[id_] == 1 else f"{id_}:{counts[id_]}"] = finding
    return by_id


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    return finding.issue.order


def _id(issue: Issue, rows: Mapping[Place, str]) -> str:
    """`vague-summary:accounts/entries/<book>/<month>/<no>:summary`; a file where it has no row."""
    row = rows.get((issue.path, issue.row or 0), issue.path)
    return ":".join((issue.code, row, issue.field or ""))


def _row_ids(kinds: Sequence[Kind], edition: Edition) -> Mapping[Place, str]:
    """`accounts/entries/<key>/<key>` of every row that a warning names, by its file and line."""
    places = [(i.path, i.row) for i in edition.warnings if i.row is not None]
    if not places:
        return {}
    wanted = pd.MultiIndex.from_tuples(places, names=["file", "line"])
    files = {path for path, _ in places}
    return {
        place: id_
        for kind in kinds
        for table in edition.tables[kind.name]
        if table.schema.primary_key and not files.isdisjoint(table.files)
        for place, id_ in _ids(kind.name, table, wanted, files)
    }


def _ids(
    kind: str, table: Table, wanted: pd.MultiIndex, files: set[str]
) -> Iterator[tuple[Place, str]]:
    index = table.frame.index
    assert isinstance(index, pd.MultiIndex)
    is_asked = np.array([path in files for path in index.levels[0]], dtype=np.bool_)
    frame = table.frame[is_asked[index.codes[0]]]
    frame = frame[frame.index.isin(wanted)]
    ids = pd.Series(f"{kind}/{table.name}", index=frame.index, dtype="str")
    for name in table.schema.primary_key:
        ids = ids + "/" + frame[table.schema[name].column].astype("str").fillna("")
    for (path, line), id_ in zip(frame.index, ids, strict=True):
        yield (str(path), int(line)), str(id_)
