"""Tables of the committed demo county, read as text: what its tests look at."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from harness import ROOT

DATA = ROOT / "data"
BOOK_MONTH = ["book_id", "period"]


def table(kind: str, name: str, data: Path = DATA) -> pd.DataFrame:
    """All rows of one table of a kind, as text, with the package they stand in."""
    return _read(kind, name, data).copy()


@cache
def _read(kind: str, name: str, data: Path) -> pd.DataFrame:
    """The rows of a data folder that nobody changes, read once in a process."""
    paths = sorted((data / kind).glob(f"*/*/{name}.csv"))
    frames = [
        pd.read_csv(p, dtype=str, keep_default_na=False).assign(package=p.parent.as_posix())
        for p in paths
    ]
    return pd.concat(frames, ignore_index=True)


def fen(column: pd.Series) -> pd.Series:
    """Yuan as text -> 分; anything but two decimals is a fault."""
    assert column.str.fullmatch(r"-?\d+\.\d\d").all()
    return column.str.replace(".", "", regex=False).astype("int64")


def sheets(data: Path = DATA) -> pd.DataFrame:
    """All sheets by book and month, money in 分."""
    frame = table("accounts", "sheets", data).sort_values(BOOK_MONTH, ignore_index=True)
    money = ["opening", "income", "expense", "closing", "ytd_income", "ytd_expense"]
    return frame.assign(**{name: fen(frame[name]) for name in money})


def entries(data: Path = DATA) -> pd.DataFrame:
    """All entries in ledger order, money in 分."""
    frame = table("accounts", "entries", data)
    frame = frame.sort_values([*BOOK_MONTH, "entry_no"], ignore_index=True)
    return frame.assign(amount=fen(frame["amount"]), balance=fen(frame["balance"]))


def trial() -> pd.DataFrame:
    """All trial balances, money in 分."""
    frame = table("accounts", "trial_balances")
    sides = [f"{w}{side}" for w in ("opening_", "", "closing_") for side in ("debit", "credit")]
    return frame.assign(**{name: fen(frame[name]) for name in sides})
