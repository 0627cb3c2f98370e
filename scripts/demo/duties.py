"""Sheets, trial balances and books -> who signed and where it hung, who owes, what was decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.trial_balances import AT, TrialBalances

_REASONS = {
    "应收": ("承包费未交清", "代垫水费未还", "场地租金未交清"),
    "应付": ("工程质保金未到期", "材料款未付清", "误工补贴未领"),
}
_ACCOUNTS = {"应收": ("112", 1), "应付": ("211", -1)}
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


def balances_due(balances: TrialBalances, periods: tuple[str, ...], chance: Chance) -> pd.DataFrame:
    """Who owes each village book and whom it owes, at the end of each year and of the last month.

    Persons are written with their given names hidden. Sums are those of 112 and 211.
    """
    surnames = list(content.document("names")["surnames"])
    told = [m for m, p in enumerate(periods) if p.endswith("-12") or m == len(periods) - 1]
    rows = [
        (int(book), month, side, fen, at)
        for month in told
        for at, book in enumerate(balances.rows)
        for side, (account, sign) in _ACCOUNTS.items()
        for fen in _parts(
            sign * int(balances.closing[at, month, AT[account]]),
            chance.of("parts", at, month, account),
        )
    ]
    frame = pd.DataFrame(rows, columns=["book", "month", "side", "amount_fen", "at"])
    drawn = chance.of("drawn")
    reason = drawn.of("reason").integers(0, 2, len(frame))
    surname = drawn.of("party").integers(0, len(surnames) - 1, len(frame))
    back = drawn.of("since").integers(20, 300, len(frame))
    ends = [months.day_after(periods[month], 0) for month in frame["month"]]
    return frame.assign(
        item_no=frame.groupby(["book", "month"]).cumcount().add(1).astype("str").str.zfill(2),
        party=[f"{surnames[int(i)]}*" for i in surname],
        since=[end - timedelta(days=int(days)) for end, days in zip(ends, back, strict=True)],
        reason=[_REASONS[s][int(i)] for s, i in zip(frame["side"], reason, strict=True)],
    ).drop(columns="at")


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
