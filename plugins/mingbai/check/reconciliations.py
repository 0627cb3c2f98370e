"""Rows of two kinds -> pairs: what agrees, what differs, what cannot be compared, and why.

Different offices answer for the two sides: neither can be refused for what the other says. Both are
published, and so is every difference between them, with both rows. A pair is told by the rows of
its two sides, never by where they stand in a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from mingbai.county import County, Frame
from mingbai.issues import Issue, RowReference, Rule, Severity
from mingbai.money import yuan, yuan_column

Unit = Literal["元", "分", "件", "%", "状态"]
AGREES, DIFFERS, UNKNOWN = "对得上", "对不上", "没法比"
STATE: Unit = "状态"

# What a side may tell of each row beside its keys and its value; what it does not tell is empty.
# row: the row's lasting id (`holdings/receipts/<contract_no>/<receipt_no>`). title: what it is
# about, in words. url: its page. scope, thing: the thing on whose page the pair is shown. place,
# agency: who answers for it. why_not: why it cannot be compared, "" where it can.
TOLD = ("row", "title", "url", "scope", "thing", "place", "agency", "why_not")
_SIDES = ("left", "right")
_BOTH_SIDES = "{title}：{left}，{right}"
_MESSAGE = _BOTH_SIDES + "；另一边在 {where}"
_NOT_READ = "另一边的数据有差错，或者没有"

COLUMNS: Mapping[str, str] = {
    "code": "str",
    "id": "str",
    "outcome": "str",
    "reason": "str",
    "title": "str",
    "unit": "str",
    **{f"{side}_value": "Int64" for side in _SIDES},
    "gap": "Int64",
    **{
        f"{side}_{name}": "str"
        for side in _SIDES
        for name in ("text", "row", "url", "scope", "thing", "place", "agency", "file")
    },
    **{f"{side}_line": "Int64" for side in _SIDES},
    "since": "datetime64[s]",
}


def side_frame(
    kind: str, name: str, keys: Sequence[str], *told: str, value: str = "int64"
) -> Frame:
    """The frame of a side: text keys, `value` (whole hundredths, or words) and what it tells.

    told: of TOLD, those that the kind gives for every row. ValueError for any other name.
    """
    unknown = set(told) - set(TOLD)
    if unknown:
        raise ValueError(f"{kind}.{name}: a side does not tell {sorted(unknown)}")
    columns = {**dict.fromkeys(keys, "str"), "value": value, **dict.fromkeys(told, "str")}
    return Frame(kind, name, columns)


def of_things(
    rows: pd.DataFrame, number: pd.Series, *, table: str, scope: str, words: str
) -> pd.DataFrame:
    """Rows that are each about one numbered thing, with `row`, `title`, `scope` and `thing`.

    number: by row, of its thing. table: `<kind>/<table>`, before the number in the row's id.
    words: what such a thing is called, before its number in the title (`投诉`).
    """
    return rows.assign(
        row=f"{table}/" + number, title=f"{words} " + number, scope=scope, thing=number
    )


@dataclass(frozen=True)
class Side:
    """One side of a comparison, offered by a kind.

    frame: made with `side_frame`. says: who says it, before the figure (`合同这边登记收款`).
    absent: what is said where this side has no row (`账上没有这张凭证`). field: of the row, the one
    to look at first. preferred: a column of the
    frame; where some rows of a pair have it, only those are counted.
    """

    frame: Frame
    says: str
    absent: str
    field: str = ""
    preferred: str = ""


@dataclass(frozen=True)
class Cover:
    """What the right side has published at all: rows of `frame` by some of the keys.

    frame: the keys, and `url`, the page where a row would stand. why_not: why what is not covered
    cannot be compared (`那个月的账还没有公开`).
    """

    frame: Frame
    keys: tuple[str, ...]
    why_not: str


@dataclass(frozen=True)
class Reconciliation:
    """Two sides, the keys that join them, and the value that must be the same on both.

    code: stable, as of a rule. title: what is compared (`工程付款和村账`). meaning: how, in plain
    words. ground: the law or rule that asks for it. remedy: what who answers for it does. Values
    are whole hundredths of `unit` and are summed where several rows have one key; where it is
    STATE they are words, one row a key. without_key: why a row of the left without all keys
    cannot be compared. is_mutual: a row of the right without a row of the left differs as well.
    """

    code: str
    title: str
    meaning: str
    ground: str
    remedy: str
    unit: Unit
    keys: tuple[str, ...]
    left: Side
    right: Side
    without_key: str = ""
    cover: Cover | None = None
    is_mutual: bool = False

    @property
    def rule(self) -> Rule:
        """Its differences as a rule: a warning, published beside the data."""
        return Rule(
            code=self.code,
            title=self.title,
            message=_MESSAGE,
            remedy=self.remedy,
            meaning=self.meaning,
            severity=Severity.WARNING,
        )

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Every frame it reads."""
        covers = (self.cover.frame,) if self.cover else ()
        return (self.left.frame, self.right.frame, *covers)

    def is_read(self, county: County) -> bool:
        """Whether the kinds of both sides have published anything: else there is no pair."""
        kinds = (self.left.frame.kind, self.right.frame.kind)
        return all(county.packages.get(kind) for kind in kinds)


def _no_pairs() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})


@dataclass(frozen=True)
class Reconciled:
    """All pairs of all reconciliations that have any, with COLUMNS; one row a pair.

    by_code: the reconciliations that were read, in their order. frame: gaps first, the largest
    first, then what cannot be compared, then what agrees; `since` is the day on which the later of
    the two sides was published.
    """

    by_code: Mapping[str, Reconciliation] = field(default_factory=dict)
    frame: pd.DataFrame = field(default_factory=_no_pairs)

    def pairs(self, code: str) -> frozenset[str]:
        """The ids of the pairs of one reconciliation."""
        return frozenset(self.frame.loc[self.frame["code"] == code, "id"])

    def outcome(self, outcome: str) -> pd.DataFrame:
        """The pairs with this outcome."""
        return self.frame[self.frame["outcome"] == outcome]


def reconcile(reconciliations: Sequence[Reconciliation], county: County) -> Reconciled:
    """Every pair of these reconciliations."""
    read = [r for r in reconciliations if r.is_read(county)]
    return _reconciled(read, county, _days(county))


def gaps(reconciliation: Reconciliation, county: County) -> Iterator[Issue]:
    """A warning for each gap of a reconciliation that is read; it says no days, so none are read.

    Whatever package joins, leaves or is published on another day, what is read here is as it was.
    """
    return issues(_reconciled([reconciliation], county, {}))


def _reconciled(
    read: Sequence[Reconciliation], county: County, days: Mapping[str, pd.Timestamp]
) -> Reconciled:
    parts = [_pairs(r, county, days) for r in read]
    filled = [part for part in parts if len(part)]
    frame = pd.concat(filled, ignore_index=True) if filled else _no_pairs()
    rank = frame["outcome"].map({DIFFERS: 0, UNKNOWN: 1, AGREES: 2})
    size = frame["gap"].abs().fillna(0)
    ordered = frame.assign(_rank=rank, _size=-size).sort_values(["_rank", "_size", "code", "id"])
    frame = _typed(ordered).reset_index(drop=True)
    return Reconciled({r.code: r for r in read}, frame)


def issues(reconciled: Reconciled) -> Iterator[Issue]:
    """A warning for each gap, at the row of its left side if it has one; it names both rows."""
    for gap in reconciled.outcome(DIFFERS).to_dict("records"):
        reconciliation = reconciled.by_code[gap["code"]]
        rows = tuple(_reference(gap, side) for side in _SIDES)
        first, other = rows if rows[0].path else rows[::-1]
        side = reconciliation.left if rows[0].path else reconciliation.right
        issue = reconciliation.rule.issue(
            first.path,
            first.row,
            side.field or None,
            found=_value(gap, "left"),
            expected=_value(gap, "right"),
            title=gap["title"],
            left=phrase(gap, "left", reconciliation.left),
            right=phrase(gap, "right", reconciliation.right),
            where=f"{other.path} 第 {other.row} 行" if other.path else other.id,
        )
        yield replace(issue, rows=rows)


def sentence(issue: Issue) -> str:
    """What both sides of a gap say, for a reader of the site: without the file of the other."""
    return _BOTH_SIDES.format_map(issue.values) + "。"


def _value(gap: Mapping[Any, Any], name: str) -> str:
    """What one side has: its words, or its number, which is nought where there is no row."""
    value = gap[f"{name}_value"]
    if pd.isna(value):
        return str(gap[f"{name}_text"])
    return yuan(int(value)) if gap["unit"] == "元" else yuan(int(value)).removesuffix(".00")


def phrase(pair: Mapping[Any, Any], name: str, side: Side) -> str:
    """What one side of a pair says: `工程页说已付 169,290.00 元`, or that it has no such row."""
    text, unit = str(pair[f"{name}_text"]), pair["unit"]
    if text == side.absent:
        return text
    return f"{side.says} {text}" if unit == STATE else f"{side.says} {text} {unit}"


def _reference(gap: Mapping[Any, Any], side: str) -> RowReference:
    line = gap[f"{side}_line"]
    return RowReference(
        id=str(gap[f"{side}_row"]),
        path=str(gap[f"{side}_file"]),
        row=None if pd.isna(line) else int(line),
    )


def _pairs(
    reconciliation: Reconciliation, county: County, days: Mapping[str, pd.Timestamp]
) -> pd.DataFrame:
    """The pairs of one reconciliation, with COLUMNS but in no order; days: as in `_days`."""
    keys = list(reconciliation.keys)
    left = _whole(county.frame(reconciliation.left.frame))
    left = left.assign(why_not=_why_not(left, reconciliation, county))
    compared = _one_a_key(left[left["why_not"] == ""], reconciliation.left, keys)
    right = county.frame(reconciliation.right.frame)
    if not reconciliation.is_mutual and len(right) > len(compared):
        right = _with_keys_of(right, compared, keys)
    right = _one_a_key(_whole(right), reconciliation.right, keys)
    how: Literal["outer", "left"] = "outer" if reconciliation.is_mutual else "left"
    joined = compared.merge(right, on=keys, how=how, suffixes=("_left", "_right"), indicator=True)
    unknown = left[left["why_not"] != ""]
    beside = unknown.set_axis([c if c in keys else f"{c}_left" for c in unknown.columns], axis=1)
    joined = pd.concat([joined, beside.assign(_merge="left_only")], ignore_index=True)
    if joined.empty:
        return _no_pairs()
    joined = _with_cover(joined, reconciliation, county)
    return _told(joined, reconciliation, days)


def _with_keys_of(rows: pd.DataFrame, compared: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The rows that have the keys of one of those compared, in their order and on their index."""
    numbered = rows[keys].reset_index(drop=True).assign(position=np.arange(len(rows)))
    return rows.iloc[numbered.merge(compared[keys], on=keys)["position"].to_numpy()]


def _whole(frame: pd.DataFrame) -> pd.DataFrame:
    """A side with every column of TOLD, and `file` and `line` from its index, "" and absent."""
    names = frame.index.names
    file = frame.index.get_level_values("file") if "file" in names else ""
    line: Any = frame.index.get_level_values("line") if "line" in names else pd.NA
    empty = {name: "" for name in TOLD if name not in frame}
    whole = frame.reset_index(drop=True).assign(**empty, file=file, line=line)
    words = [*(name for name in TOLD if name != "why_not"), "file"]
    whole[words] = whole[words].astype("str").fillna("")
    return whole.assign(
        why_not=whole["why_not"].astype("str").fillna(""), line=whole["line"].astype("Int64")
    )


def _why_not(left: pd.DataFrame, reconciliation: Reconciliation, county: County) -> pd.Series:
    """Why each row of the left cannot be compared, "" where it can."""
    keys, cover = list(reconciliation.keys), reconciliation.cover
    why = left["why_not"]
    has_keys = left[keys].notna().all(axis=1)
    why = why.mask((why == "") & ~has_keys, reconciliation.without_key)
    if not county.can_read(reconciliation.right.frame):
        return why.mask(why == "", _NOT_READ)
    if cover is None:
        return why
    covered = pd.MultiIndex.from_frame(county.frame(cover.frame)[list(cover.keys)])
    is_covered = pd.MultiIndex.from_frame(left[list(cover.keys)]).isin(covered)
    return why.mask((why == "") & ~is_covered, cover.why_not)


def _one_a_key(rows: pd.DataFrame, side: Side, keys: list[str]) -> pd.DataFrame:
    """One row a key: values summed (words are not), everything else of the first row."""
    if side.preferred:
        has_it = rows[side.preferred].notna()
        rows = rows[has_it | ~has_it.groupby([rows[key] for key in keys]).transform("any")]
    first = rows.drop_duplicates(keys)
    if len(first) == len(rows) or not pd.api.types.is_integer_dtype(rows["value"]):
        return first
    sums = rows.groupby(keys, sort=False)["value"].sum()
    return first.assign(value=sums.reindex(pd.MultiIndex.from_frame(first[keys])).to_numpy())


def _with_cover(
    joined: pd.DataFrame, reconciliation: Reconciliation, county: County
) -> pd.DataFrame:
    """Where the right has no address of its own, the page on which its row would stand."""
    cover = reconciliation.cover
    if cover is None or "url" not in cover.frame.columns:
        return joined
    pages = county.frame(cover.frame).drop_duplicates(list(cover.keys))
    urls = joined[list(cover.keys)].merge(pages, on=list(cover.keys), how="left")["url"]
    url = joined["url_right"].fillna("")
    return joined.assign(url_right=url.mask(url == "", urls.fillna("").to_numpy()))


def _told(
    joined: pd.DataFrame, reconciliation: Reconciliation, days: Mapping[str, pd.Timestamp]
) -> pd.DataFrame:
    """Joined sides -> pairs with COLUMNS."""
    is_state = reconciliation.unit == STATE
    has = {
        "left": (joined["_merge"] != "right_only").to_numpy(bool),
        "right": joined["_merge"].isin(["both", "right_only"]).to_numpy(bool),
    }
    why = joined["why_not_left"].fillna("")
    why = why.mask(why == "", joined["why_not_right"].fillna(""))
    frame = pd.DataFrame(
        {"code": reconciliation.code, "reason": why, "unit": reconciliation.unit},
        index=joined.index,
    )
    key_path = pd.Series("", joined.index, dtype="str")
    for key in reconciliation.keys:
        key_path = key_path + "/" + joined[key].fillna("")
    sides = {"left": reconciliation.left, "right": reconciliation.right}
    for name, side in sides.items():
        values = joined[f"value_{name}"]
        if is_state:
            texts, numbers = values.astype("str"), pd.Series(pd.NA, joined.index, dtype="Int64")
        else:
            numbers = values.astype("Int64")
            texts = _number_texts(numbers, reconciliation.unit)
        absent = pd.Series(~has[name], joined.index) & (why == "")
        frame[f"{name}_text"] = texts.mask(absent, side.absent).fillna("")
        frame[f"{name}_value"] = numbers.mask(absent, 0) if not is_state else numbers
        expected_row = f"{side.frame.kind}/{side.frame.name}" + key_path
        own_row = joined[f"row_{name}"].fillna("")
        frame[f"{name}_row"] = own_row.mask(own_row == "", expected_row)
        for column in ("url", "scope", "thing", "place", "agency", "file"):
            frame[f"{name}_{column}"] = joined[f"{column}_{name}"].fillna("")
        frame[f"{name}_line"] = joined[f"line_{name}"]
    gap = frame["left_value"] - frame["right_value"]
    is_equal = frame["left_text"] == frame["right_text"] if is_state else gap == 0
    is_both = has["left"] & has["right"]
    outcome = pd.Series(DIFFERS, joined.index, dtype="str")
    outcome = outcome.mask(is_equal.fillna(value=False).astype(bool) & is_both, AGREES)
    outcome = outcome.mask(why != "", UNKNOWN)
    title = joined["title_left"].fillna("")
    pairs = frame.assign(
        id=reconciliation.code + ":" + frame["left_row"] + ":" + frame["right_row"],
        outcome=outcome,
        title=title.mask(title == "", joined["title_right"].fillna("")),
        gap=gap.mask(why != "").fillna(pd.NA),
        since=_since(frame, days),
    )
    return _typed(pairs)


def _typed(pairs: pd.DataFrame) -> pd.DataFrame:
    """The columns of pairs with their types: only those that have another are converted."""
    wrong = {name: dtype for name, dtype in COLUMNS.items() if pairs[name].dtype != dtype}
    return pairs[list(COLUMNS)].astype(wrong)


def _number_texts(values: pd.Series, unit: str) -> pd.Series:
    """Whole hundredths as readers see them: `1,234.50`, and `31` where they are no money."""
    texts = yuan_column(values.astype("Int64")).astype("str")
    return texts if unit == "元" else texts.str.removesuffix(".00")


def _days(county: County) -> dict[str, pd.Timestamp]:
    """The day on which each package was published, by its path."""
    return {p.path: pd.Timestamp(p.published) for of in county.packages.values() for p in of}


def _since(frame: pd.DataFrame, days: Mapping[str, pd.Timestamp]) -> pd.Series:
    """The day on which the later of the two sides was published; NaT where neither is known."""
    sides = []
    for side in _SIDES:
        files = frame[f"{side}_file"]
        of_file = {file: days.get(file.rpartition("/")[0]) for file in files.unique()}
        sides.append(files.map(of_file).astype("datetime64[s]"))
    return pd.concat(sides, axis=1).max(axis=1).astype("datetime64[s]")
