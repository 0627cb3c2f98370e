"""Books -> earmarked funds: what each project received and spent, month by month, and its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from demo import content
from demo.ledger_lines import Ground, Numbers

_COLUMNS = (
    "book",
    "month",
    "day",
    "is_income",
    "subject",
    "disclosure",
    "summary",
    "amount_fen",
    "handler",
    "witness",
    "files",
    "fund_no",
    "fund",
)
# Months after the money came, share spent then (per cent), what for; the last takes the rest.
_STAGES = ((1, 30, "首期进度款"), (3, 40, "二期进度款"), (5, 22, "竣工结算款"))
_LAST = (9, "质量保证金")


def happened(ground: Ground) -> pd.DataFrame:
    """Ledger lines of all projects: the columns of ledger_lines, and fund_no, fund, account."""
    rows = [row for project in _projects(ground) for row in _lines(project, ground)]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    return frame.astype({"book": "int64", "month": "int64", "day": "int64", "amount_fen": "int64"})


def _projects(ground: Ground) -> Iterator[dict[str, Any]]:
    """About every second village has a project; it begins in any month but the last three."""
    told = content.records(content.table("fund_projects"))
    for position, book in enumerate(content.records(ground.books)):
        chance = ground.chance.of("fund", book["book_id"])
        if book["kind"] != "村账" or chance.of("any").number(1, 100) > 45:
            continue
        project = chance.of("which").one(told)
        start = chance.of("start").number(0, max(0, len(ground.periods) - 4))
        names = {kind: words[position, 0] for kind, words in ground.words.items()}
        amount = chance.of("amount").number(int(project["low"]) // 100, int(project["high"]) // 100)
        yield {
            **project,
            **{role: book[role] for role in ("handler_1", "handler_2", "witness_1")},
            "book": position,
            "start": start,
            "fund_no": f"{project['prefix']}-{ground.periods[start][:4]}-01",
            "fund": project["name"].format(**names),
            "amount_fen": amount * 10_000 + chance.of("yuan").number(1, 99) * 100,
        }


def _lines(project: Mapping[str, Any], ground: Ground) -> Iterator[tuple[Any, ...]]:
    total = project["amount_fen"]
    own = total * 15 // 100 // 100 * 100 if project["prefix"] == "YS" else 0
    name = project["fund"]
    if own:
        yield _line(
            project=project, after=0, day=8, is_income=True, summary=f"收{name}筹资筹劳款", fen=own
        )
    yield _line(
        project=project,
        after=0,
        day=18,
        is_income=True,
        summary=f"收{name}上级补助款",
        fen=total - own,
    )
    spending = [(after, total * share // 10_000 * 100, why) for after, share, why in _STAGES]
    rest = total - sum(fen for _, fen, _ in spending)
    for after, fen, why in (*spending, (_LAST[0], rest, _LAST[1])):
        if project["start"] + after < len(ground.periods):
            yield _line(
                project=project,
                after=after,
                day=16 + after,
                is_income=False,
                summary=f"付{name}{why}",
                fen=fen,
            )


def _line(
    project: Mapping[str, Any], after: int, day: int, is_income: bool, summary: str, fen: int
) -> tuple[Any, ...]:
    """One row of _COLUMNS."""
    return (
        project["book"],
        project["start"] + after,
        day,
        is_income,
        project["account"],
        project["income" if is_income else "expense"],
        summary,
        fen,
        project["handler_1" if is_income else "handler_2"],
        project["witness_1"],
        3 if is_income else 5,
        project["fund_no"],
        project["fund"],
    )


def table(lines: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Fund lines -> the months of each fund, from its first money until nothing is left.

    Columns: book, month, fund_no, name, opening_fen, received_fen, spent_fen, closing_fen.
    """
    keys = lines[["book", "fund_no", "fund"]].drop_duplicates(ignore_index=True)
    row = pd.MultiIndex.from_frame(keys[["book", "fund_no"]]).get_indexer(
        pd.MultiIndex.from_frame(lines[["book", "fund_no"]])
    )
    received, spent = _monthly(lines, row, (len(keys), len(ground.periods)))
    closing = np.cumsum(received - spent, axis=1)
    opening = closing - received + spent
    at = np.nonzero((opening > 0) | (received > 0))
    return (
        keys.iloc[at[0]]
        .rename(columns={"fund": "name"})
        .assign(
            month=at[1],
            opening_fen=opening[at],
            received_fen=received[at],
            spent_fen=spent[at],
            closing_fen=closing[at],
        )
    )


def _monthly(lines: pd.DataFrame, row: Numbers, shape: tuple[int, int]) -> tuple[Numbers, Numbers]:
    """What came in and what went out, by [fund, month]."""
    received, spent = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    income = lines["is_income"].to_numpy(dtype=bool)
    at = (row, lines["month"].to_numpy())
    fen = lines["amount_fen"].to_numpy()
    np.add.at(received, at, np.where(income, fen, 0))
    np.add.at(spent, at, np.where(income, 0, fen))
    return received, spent
