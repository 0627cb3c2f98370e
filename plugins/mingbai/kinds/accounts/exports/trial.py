"""A block of 科目余额表 -> rows of a month's trial balance; totals are compared, not believed."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.exports import ExportBlock, ExportLabel, ExportRow, TableLine, rules
from mingbai.issues import Issue
from mingbai.kinds.accounts.exports.ledger import total_issue
from mingbai.kinds.accounts.exports.subjects import Chart, subject_of
from mingbai.money import plain_yuan

_MOVED = ("debit", "credit")


def lines(block: ExportBlock, chart: Chart, issues: list[Issue]) -> Iterator[TableLine]:
    """A line for each account; blanks are zero, a red balance stands on the other side."""
    issues += _totals(block)
    for row in block.rows:
        code = chart.code(subject_of(row))
        for name in _MOVED:
            if row.fen.get(name, 0) < 0:
                found, cell = plain_yuan(row.fen[name]), row.refs[name]
                issues.append(rules.RED_MOVEMENT.issue(row.where, row.row, found=found, cell=cell))
        if code is None:
            continue
        fen = {name: row.fen.get(name, 0) for name in _MOVED}
        for end in ("opening", "closing"):
            fen[f"{end}_debit"], fen[f"{end}_credit"] = _sides(row, end)
        cells = {name: plain_yuan(amount) for name, amount in fen.items()}
        cells |= {"book_id": block.thing, "period": chart.period, "account_code": code}
        refs = {name: row.refs[name] for name in fen if name in row.refs}
        refs["account_code"] = row.refs.get("subject_code") or row.refs["subject_name"]
        yield TableLine(cells, row.where, row.row, refs)


def _sides(row: ExportRow, end: str) -> tuple[int, int]:
    """Debit and credit of `opening` or `closing`, neither of them negative."""
    if end in row.fen or f"{end}_side" in row.refs:
        side = row.text(f"{end}_side") or row.text("side")
        net = row.fen.get(end, 0) * (-1 if side.startswith("贷") else 1)
        return max(net, 0), max(-net, 0)
    debit, credit = row.fen.get(f"{end}_debit", 0), row.fen.get(f"{end}_credit", 0)
    return max(debit, 0) + max(-credit, 0), max(credit, 0) + max(-debit, 0)


def _totals(block: ExportBlock) -> Iterator[Issue]:
    """An issue where a total is no sum of the rows above, or since the last total.

    Detailed accounts stand below their own account: they count once, or are the whole.
    """
    start = 0
    listed = {subject_of(row).code for row in block.rows}
    for one in block.labelled:
        if one.label is not ExportLabel.TOTAL:
            continue
        for name, stated in one.row.fen.items():
            sums = []
            for first in (0, start):
                rows = block.rows[first : one.position]
                top = [row for row in rows if not _is_detail(row, listed)]
                sums += [sum(row.fen.get(name, 0) for row in part) for part in (top, rows)]
            if stated not in sums and name not in ("opening", "closing"):
                yield total_issue(one, name, stated, sums[0])
        start = one.position


def _is_detail(row: ExportRow, listed: set[str]) -> bool:
    """Whether an account is part of another one that is listed too."""
    code = subject_of(row).code
    return any(code[:length] in listed for length in range(3, len(code)))
