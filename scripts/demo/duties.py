"""Sheets, trial balances and books -> who signed and where it hung, who owes, what was decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.trial_balances import AT, TrialBalances

_REASONS = ("工程质保金未到期", "材料款未付清", "误工补贴未领")
_PAYABLE = "211"
_MOST_PARTIES = 3
_LATE_BOOK = 7  # the village book whose assembly met too soon after its reports
_PHOTOS_OF_FIVE = 4


def postings(
    sheets: pd.DataFrame, books: pd.DataFrame, accountants: Mapping[str, str]
) -> pd.DataFrame:
    """A posting a sheet of the village books: book and month are positions, as in the sheets.

    accountants: who keeps the books of a township. Of five villages four keep a photograph; its
    fingerprint is made up of its name, for there is no photograph.
    """
    of_sheets = books.iloc[sheets["book"].to_numpy()].reset_index(drop=True)
    frame = sheets[["book", "month", "posted_from", "posted_to"]].reset_index(drop=True)
    photo = of_sheets["book_id"] + "-" + frame["month"].astype("str").str.zfill(3) + ".jpg"
    has_photo = frame["book"] % 5 < _PHOTOS_OF_FIVE
    frame = frame.assign(
        place="村委会公开栏",
        photo_name=photo.where(has_photo),
        photo_sha256=photo.map(_fingerprint).where(has_photo),
        head=of_sheets["approver"],
        accountant=of_sheets["town"].map(accountants),
        reviewers=of_sheets["supervisor_3"] + "、" + of_sheets["supervisor_1"],
    )
    return frame[(of_sheets["kind"] == "村账").to_numpy()]


def _fingerprint(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def told_months(periods: Sequence[str]) -> list[int]:
    """The months at whose end debtors and creditors are told: each December and the last one."""
    return [m for m, p in enumerate(periods) if p.endswith("-12") or m == len(periods) - 1]


def balances_due(
    balances: TrialBalances, debts: pd.DataFrame, periods: Sequence[str], chance: Chance
) -> pd.DataFrame:
    """Who owes each village book and whom it owes, at the end of the told months.

    debts: the renters who owe (`rents.debts`); their sums are account 112. Creditors are drawn,
    persons with their given names hidden; their sums are 211.
    """
    creditors = _creditors(balances, periods, chance)
    frame = pd.concat([debts.assign(side="应收"), creditors], ignore_index=True)
    frame = frame.sort_values(["book", "month"], kind="stable", ignore_index=True)
    item = frame.groupby(["book", "month"]).cumcount().add(1).astype("str").str.zfill(2)
    return frame.assign(item_no=item)


def _creditors(balances: TrialBalances, periods: Sequence[str], chance: Chance) -> pd.DataFrame:
    surnames = list(content.document("names")["surnames"])
    rows = [
        (int(book), month, fen)
        for month in told_months(periods)
        for at, book in enumerate(balances.rows)
        for fen in _parts(
            -int(balances.closing[at, month, AT[_PAYABLE]]),
            chance.of("parts", at, month, _PAYABLE),
        )
    ]
    frame = pd.DataFrame(rows, columns=["book", "month", "amount_fen"])
    drawn = chance.of("drawn")
    reason = drawn.of("reason").integers(0, len(_REASONS) - 1, len(frame))
    surname = drawn.of("party").integers(0, len(surnames) - 1, len(frame))
    back = drawn.of("since").integers(20, 300, len(frame))
    ends = [months.day_after(periods[month], 0) for month in frame["month"]]
    return frame.assign(
        side="应付",
        party=[f"{surnames[int(i)]}*" for i in surname],
        since=[end - timedelta(days=int(days)) for end, days in zip(ends, back, strict=True)],
        reason=[_REASONS[int(i)] for i in reason],
    )


def _parts(fen: int, chance: Chance) -> Iterator[int]:
    """An amount in up to _MOST_PARTIES parts of whole yuan, the last of what is left."""
    if fen <= 0:
        return
    count = min(chance.of("count").number(1, _MOST_PARTIES), max(fen // 10_000, 1))
    part = fen // count // 100 * 100
    yield from [part] * (count - 1)
    yield fen - part * (count - 1)


def assemblies(
    books: pd.DataFrame, periods: tuple[str, ...], published: Mapping[str, date], chance: Chance
) -> pd.DataFrame:
    """A row a village book and year whose statements were published; told in the month it met.

    published: by year, the day of its statements.
    """
    villages = np.flatnonzero(books["kind"] == "村账")
    rows = []
    for year, day in published.items():
        drawn = chance.of(year)
        eligible = drawn.of("eligible").integers(31, 58, len(villages))
        absent = drawn.of("absent").integers(1, 6, len(villages))
        against, abstained = (drawn.of(n).integers(0, 3, len(villages)) for n in ("no", "none"))
        for i, book in enumerate(villages):
            wait = 6 if i == _LATE_BOOK else 14 + i % 5
            held = months.working(day + timedelta(days=wait))
            present = int(eligible[i] - absent[i])
            votes = (present - int(against[i] + abstained[i]), int(against[i]), int(abstained[i]))
            row = (int(book), f"{held:%Y-%m}", year, day, held, int(eligible[i]), present, *votes)
            rows.append(row)
    columns = ["book", "period", "year", "available_on", "held_on", "eligible", "present"]
    frame = pd.DataFrame(rows, columns=[*columns, "in_favour", "against", "abstained"])
    frame = frame[frame["period"].isin(periods)]
    month = frame["period"].map({period: at for at, period in enumerate(periods)})
    return frame.drop(columns="period").assign(month=month.astype("int64"), kind="成员代表大会")
