"""A bureau's own list of cases -> counts that may be published, by what was published before.

A row is a case: its item, the day of its decision, its township. Nobody's name is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from mingbai import schema
from mingbai.check import lookup
from mingbai.check.privacy.small_counts import FEW, HIDDEN, SMALL, Cell, Shown, withheld
from mingbai.county import County
from mingbai.county.publication import Publication, item_classes
from mingbai.dates import month_column
from mingbai.issues import Issue, Rule
from mingbai.kinds.completions.counts import months, named_counts, parts_of, shown, sums
from mingbai.kinds.completions.reads import ITEMS
from mingbai.model import Counted, PrivateList
from mingbai.read import Tables
from mingbai.sentences import Sentence

UNKNOWN_ITEM = Rule(
    code="list-item",
    title="清单里的事项在办事指南里",
    message="“{found}”不是{expected}的事项",
    remedy="事项编码、事项名称照办事指南填；合计行和说明删掉。",
)
UNKNOWN_TOWN = Rule(
    code="list-town",
    title="清单里的乡镇登记过",
    message="“{found}”不是本县的乡镇",
    remedy="每一件都填申请人所在乡镇的名称或区划代码；不分乡镇公布的，整栏删掉。",
)
CASE_TWICE = Rule(
    code="list-twice",
    title="一件不数两次",
    message="受理编号 {found} 在清单里不止一次",
    remedy="删掉重复的行；编号填错了的改正。",
)
COUNT_STANDS = Rule(
    code="list-count-stands",
    title="公布过的件数不改",
    message="{found} 已经公布了{expected}，清单里数出来的不一样",
    remedy="公布过的数不改。漏报的件在“计入月份”填一个还没有公布的月份；多报了的，清单里原来的那一行留着。",
)
COUNTS_TELL = Rule(
    code="list-counts-tell",
    title="已经公布的件数站得住",
    message="{found} 以前公布的件数自己对不上，或者已经能算出少于 5 件的是几件",
    remedy="先用 mingbai check 核对已经公布的办件数；改好以前，这个事项不再公布新的数。",
)
RULES = (UNKNOWN_ITEM, UNKNOWN_TOWN, CASE_TWICE, COUNT_STANDS, COUNTS_TELL)
COLUMNS = ("item_code", "period", "place_code", "cases", "withheld")


def count(
    cases: pd.DataFrame, period: str, publisher: str, tables: Tables, county: County
) -> Counted:
    """New rows of `case_counts` for the months, quarters and year that `period` covers whole.

    cases: text, columns of `case_list.json` and `path`, `row`; absent cells are empty. Every item
    of the publisher, and of each agency in the list, that is numbers only has its rows, 0 where
    nothing was done. What is published already stays: a list that contradicts it is refused.
    """
    items = county.frame(ITEMS).set_index("item_code", drop=False)
    known, issues = _known(cases, publisher, items, county)
    if issues:
        return Counted(pd.DataFrame(columns=COLUMNS), issues)
    classes = item_classes(county, items["name"], items["audience"])
    is_counted = lookup(known["item_code"], classes).eq(str(Publication.COUNTS))
    is_covered = known["month"].isin(months(period))
    agencies = {publisher, *lookup(known["item_code"], items["agency"])}
    counted = items[classes.eq(str(Publication.COUNTS)) & items["agency"].isin(agencies)]
    has_towns = bool(cases["town"].ne("").any())
    earlier = named_counts(tables, county)
    rows: list[dict[str, object]] = []
    for code, agency in zip(counted["item_code"], counted["agency"], strict=True):
        cases_of_item = known[is_counted & is_covered & known["item_code"].eq(code)]
        home = str(county.agencies.at[agency, "place_code"])
        before = shown(earlier[earlier["item_code"] == code])
        true = _cells(cases_of_item, period, home, parts_of(county, home) if has_towns else ())
        name = str(counted.at[code, "name"])
        try:
            issues += tuple(_contradictions(true, before, name, county))
            rows += _released(code, true, before, home, county)
        except ValueError:  # what was published before cannot be, or leaks
            issues += (COUNTS_TELL.issue("", found=name),)
    notes = _notes(cases, known, is_counted, is_covered)
    new = pd.DataFrame([] if issues else rows, columns=COLUMNS).astype({"cases": "Int64"})
    return Counted(new.sort_values(list(COLUMNS[:3]), ignore_index=True), issues, notes)


def _known(
    cases: pd.DataFrame, publisher: str, items: pd.DataFrame, county: County
) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """The decided cases with `item_code`, `month` (counted in) and `place`, and what is wrong.

    A name means the publisher's own item; where it has none of the name, the only one there is.
    """
    done = cases[cases["decided"].ne("")]
    by_name = _codes_by_name(items, publisher)
    is_coded = done["item_code"].ne("")
    code = done["item_code"].where(is_coded, lookup(done["item_name"], by_name))
    item_words = done["item_code"].where(is_coded, done["item_name"])
    is_item = code.isin(items.index)
    towns = county.places[county.places["kind"] == "乡镇"]
    place_by_word = pd.Series(towns.index, index=towns["name"], dtype="str")
    place = done["town"].where(done["town"].isin(towns.index), lookup(done["town"], place_by_word))
    is_of_town = lookup(lookup(code, items["agency"]), county.agencies["place_code"]).isin(
        towns.index
    )
    twice = done["receipt_no"].ne("") & done["receipt_no"].duplicated()
    agency = str(county.agencies["short_name"].get(publisher, publisher))
    issues = [
        *_issues(
            UNKNOWN_ITEM,
            ~is_item & is_coded,
            done,
            field="item_code",
            found=item_words,
            expected=agency,
        ),
        *_issues(
            UNKNOWN_ITEM,
            ~is_item & ~is_coded,
            done,
            field="item_name",
            found=item_words,
            expected=agency,
        ),
        *_issues(CASE_TWICE, twice, done, "receipt_no", done["receipt_no"]),
    ]
    if done["town"].ne("").any():
        bad = is_item & ~is_of_town & place.isna()
        issues += _issues(UNKNOWN_TOWN, bad, done, "town", done["town"])
    decided = month_column(pd.to_datetime(done["decided"], format="%Y-%m-%d"))
    month = done["counted_in"].where(done["counted_in"].ne(""), decided)
    return done.assign(item_code=code, month=month, place=place), tuple(issues)


def _codes_by_name(items: pd.DataFrame, publisher: str) -> pd.Series:
    items_of_publisher = items[items["agency"] == publisher]
    others = items[~items["name"].isin(items_of_publisher["name"])]
    usable = pd.concat([items_of_publisher, others]).drop_duplicates("name", keep=False)
    return pd.Series(usable["item_code"].to_numpy(), index=usable["name"], dtype="str")


def _issues(
    rule: Rule,
    bad: pd.Series,
    cases: pd.DataFrame,
    field: str,
    found: pd.Series,
    expected: str | None = None,
) -> Iterator[Issue]:
    """An issue for each bad row of the list, at its own file and line."""
    for path, row, text in zip(cases["path"][bad], cases["row"][bad], found[bad], strict=True):
        title = LIST.schema[field].title
        yield rule.issue(path, int(row), title, found=text or "空着", expected=expected)


def _cells(cases: pd.DataFrame, period: str, home: str, towns: tuple[str, ...]) -> dict[Cell, int]:
    """(period, place) -> how many cases, of every month, quarter and year inside `period`.

    towns: those by which a quarter is divided; none where the list does not say.
    """
    covered = months(period)
    quarters = sorted({f"{m[:4]}q{(int(m[5:]) + 2) // 3}" for m in covered})
    whole = [quarter for quarter in quarters if set(months(quarter)) <= set(covered)]
    spans = [*covered, *whole, *([period] if len(covered) == 12 else [])]
    true: dict[Cell, int] = {
        (span, home): int(cases["month"].isin(months(span)).sum()) for span in spans
    }
    for quarter in whole:
        by_town = cases["place"][cases["month"].isin(months(quarter))].value_counts()
        true |= {(quarter, town): int(by_town.get(town, 0)) for town in towns}
    return true


def _contradictions(
    true: Mapping[Cell, int], before: Mapping[Cell, Shown], name: str, county: County
) -> Iterator[Issue]:
    """An issue for each cell that was published as something that the list says it is not."""
    for cell in sorted(set(true) & set(before)):
        published, number = before[cell], true[cell]
        fits = {FEW: 0 < number < SMALL, HIDDEN: True}.get(str(published), number == published)
        if not fits:
            place = str(county.places.at[cell[1], "name"])
            words = f" {published} 件" if isinstance(published, int) else f"“{published}”"
            yield COUNT_STANDS.issue("", found=f"{name}，{place} {cell[0]}", expected=words)


def _released(
    code: str, true: Mapping[Cell, int], before: Mapping[Cell, Shown], home: str, county: County
) -> list[dict[str, object]]:
    """The rows of the cells that were not published before. ValueError: see `withheld`."""
    cells = {*true, *before}
    has_parts = any(place != home for _, place in cells)
    lines = sums([span for span, _ in cells], home, parts_of(county, home) if has_parts else ())
    now = withheld(true, lines, before)
    return [
        {
            "item_code": code,
            "period": span,
            "place_code": place,
            "cases": now[span, place] if isinstance(now[span, place], int) else None,
            "withheld": None if isinstance(now[span, place], int) else now[span, place],
        }
        for span, place in sorted(set(true) - set(before))
    ]


def _notes(
    cases: pd.DataFrame, known: pd.DataFrame, is_counted: pd.Series, is_covered: pd.Series
) -> tuple[str, ...]:
    """What of the list is in no count, in sentences; a reason that none has is not mentioned."""
    undone, others, outside = (
        len(cases) - len(known),
        int((~is_counted).sum()),
        int((is_counted & ~is_covered).sum()),
    )
    notes = (
        (undone, Sentence("没有数：没有办结日期的 {count:,} 行", count=undone)),
        (others, Sentence("没有数：不是只公布数的事项的 {count:,} 行", count=others)),
        (outside, Sentence("没有数：不在这个时期的 {count:,} 行", count=outside)),
    )
    return tuple(note for count, note in notes if count)


LIST = PrivateList(
    schema=schema.load(Path(__file__).parent, "case_list")[0], table="case_counts", count=count
)
