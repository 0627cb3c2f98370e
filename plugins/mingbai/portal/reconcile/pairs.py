"""The frame of pairs -> a record a pair, with its words and the addresses of both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from mingbai.check.reconciliations import AGREES, DIFFERS, STATE, UNKNOWN, Reconciliation, Side
from mingbai.county import County
from mingbai.model import Edition
from mingbai.money import yuan
from mingbai.page import BalanceSide, BalanceView, GapLine, Link, addresses, charts
from mingbai.portal import answered

URL = "/reconcile/"


@dataclass(frozen=True, slots=True)
class PairSide:
    """One side of a pair. says: before the figure. text: the figure, or that there is no row.

    thing: (scope, id) on whose page the pair is shown; ("", "") for none. place: a place code,
    agency: a slug, "" where the row does not say.
    """

    says: str
    text: str
    value: int | None
    url: str | None
    thing: tuple[str, str]
    place: str
    agency: str
    is_absent: bool

    @property
    def told(self) -> str:
        """`工程页说已付 169,290.00 元`, or that there is no such row."""
        return self.text if self.is_absent else f"{self.says} {self.text}"


@dataclass(frozen=True, slots=True)
class Pair:
    """What two rows of two kinds say of one thing. id: its code and both rows, lasting.

    gap: left less right in hundredths of `unit`, None for words and where nothing was compared.
    since: the day on which the later of the two sides was published, None where it is not known.
    """

    id: str
    reconciliation: Reconciliation
    outcome: str
    reason: str
    title: str
    gap: int | None
    since: date | None
    left: PairSide
    right: PairSide

    @property
    def anchor(self) -> str:
        """Its lasting anchor: a hash of its id, for ids hold what no anchor may."""
        return addresses.gap_anchor(self.id)

    @property
    def url(self) -> str:
        """Where it stands: on the page of its reconciliation."""
        return addresses.gap_url(self.reconciliation.code, self.id)

    @property
    def sides(self) -> tuple[PairSide, PairSide]:
        """Left and right."""
        return (self.left, self.right)


def url_of(reconciliation: Reconciliation) -> str:
    """The page of one reconciliation."""
    return addresses.reconciliation_url(reconciliation.code)


def pairs(edition: Edition) -> tuple[Pair, ...]:
    """Every pair: gaps first, the largest first (`Reconciled.frame`)."""
    by_code = edition.reconciled.by_code
    return tuple(
        Pair(
            id=row["id"],
            reconciliation=by_code[row["code"]],
            outcome=row["outcome"],
            reason=row["reason"],
            title=row["title"],
            gap=None if pd.isna(row["gap"]) else int(row["gap"]),
            since=None if pd.isna(row["since"]) else row["since"].date(),
            left=_side(row, "left", by_code[row["code"]].left, edition),
            right=_side(row, "right", by_code[row["code"]].right, edition),
        )
        for row in edition.reconciled.frame.to_dict("records")
    )


def _side(row: Mapping[Any, Any], name: str, side: Side, edition: Edition) -> PairSide:
    value, thing = row[f"{name}_value"], (str(row[f"{name}_scope"]), str(row[f"{name}_thing"]))
    url = str(row[f"{name}_url"]) or (edition.url(*thing) if thing[0] else None)
    text = str(row[f"{name}_text"])
    return PairSide(
        says=side.says,
        text=text if text == side.absent or row["unit"] == STATE else f"{text} {row['unit']}",
        value=None if pd.isna(value) else int(value),
        url=url,
        thing=thing,
        place=str(row[f"{name}_place"]),
        agency=str(row[f"{name}_agency"]),
        is_absent=text == side.absent,
    )


def amount(fen: int, unit: str) -> str:
    """Hundredths of a unit in words: `1,234.50 元`, `3 件`."""
    text = yuan(abs(fen))
    return f"{text if unit == '元' else text.removesuffix('.00')} {unit}"


def gap_size(pair: Pair) -> str:
    """`差 109,238.14 元`; "" where the sides are words, or one of them is not there."""
    if pair.gap is None:
        return ""
    return f"差 {amount(pair.gap, pair.reconciliation.unit)}"


def who(pair: Pair, county: County) -> str:
    """Who answers for the two sides, each once: the place, else the agency."""
    names: dict[str, None] = {}
    for side in pair.sides:
        if side.place in county.places.index:
            names[str(county.places.at[side.place, "path"])] = None
        elif side.agency in county.agencies.index:
            names[str(county.agencies.at[side.agency, "short_name"])] = None
    return "和".join(names)


def gap_line(pair: Pair, edition: Edition, number: int, *, is_linked: bool = True) -> GapLine:
    """A pair as the list of gaps shows it. number: its place on the page, for the picture's ids."""
    asked = who(pair, edition.county)
    links = (Link(pair.reconciliation.title, url_of(pair.reconciliation)),) if is_linked else ()
    return GapLine(
        id=pair.anchor,
        title=pair.title,
        size=gap_size(pair),
        balance=balance_view(pair, f"{pair.anchor}-{number}"),
        why=f"请{asked.replace(' › ', '')}说明。" if asked else "",
        links=links,
        replies=answered.of(edition, (pair.id,)),
    )


def balance_view(pair: Pair, id_: str) -> BalanceView:
    """Both sides of a pair, and their bars where they are amounts."""
    left, right = (BalanceSide(side.says, side.text, side.url) for side in pair.sides)
    if pair.gap is None or pair.left.value is None or pair.right.value is None:
        return BalanceView(left, right)
    says = f"{pair.left.told}，{pair.right.told}。"
    bars = charts.balance(id_, pair.title, says, pair.left.value, pair.right.value)
    is_right = abs(pair.right.value) <= abs(pair.left.value)
    return BalanceView(left, right, bars, "少这么多" if pair.gap else "", is_right)


def words(pair: Pair) -> str:
    """A gap in one sentence: both sides and the difference."""
    size = gap_size(pair)
    both_sides = f"{pair.left.told}，{pair.right.told}"
    return f"{both_sides}，{size}。" if size else f"{both_sides}。"


def counts(of: Sequence[Pair]) -> dict[str, int]:
    """How many pairs have each outcome."""
    number = dict.fromkeys((DIFFERS, UNKNOWN, AGREES), 0)
    for pair in of:
        number[pair.outcome] += 1
    return number
