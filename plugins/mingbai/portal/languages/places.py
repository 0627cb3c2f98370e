"""Edition -> townships and villages: what each published in a year, and how much of it in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import Edition, Kind
from mingbai.page import Column, alphabet
from mingbai.page.languages import Datum, Speaker
from mingbai.portal import datasets
from mingbai.portal.languages.views import Cells, LanguageSection

_MONTHS = 12


@dataclass(frozen=True)
class PlaceRecords:
    """What is known of all places. towns: the township of each place by its code.

    duties: by place, how many of the last year's duties were on time and late, and how many of all
    were not done.
    """

    edition: Edition
    towns: pd.Series
    duties: Mapping[Hashable, tuple[int, int, int]]

    @property
    def county(self) -> County:
        """Of the edition."""
        return self.edition.county

    def below(self, town: str, kind: str) -> list[str]:
        """The places of one sort in a township."""
        kinds = self.county.places["kind"]
        return [str(c) for c in self.towns.index[(self.towns == town) & (kinds == kind)]]

    def groups(self, village: str) -> list[str]:
        """The groups of a village."""
        places = self.county.places
        return [str(code) for code in places.index[places["parent_code"] == village]]

    def counted(self, places: Sequence[str]) -> tuple[str, str, str]:
        """On time, late, not done, over some places."""
        of_places = [self.duties.get(code, (0, 0, 0)) for code in places]
        on_time, late, missing = (f"{sum(column):,}" for column in zip(*of_places, strict=True))
        return on_time, late, missing


def place_records(edition: Edition) -> PlaceRecords:
    """Of an edition; made once for it."""
    dues = clock.counted(edition.dues)
    dues = dues[clock.is_over(dues) & dues["place"].notna()]
    first = (pd.Timestamp(edition.county.as_of) - pd.DateOffset(months=_MONTHS)).strftime("%Y-%m")
    is_missing = dues["state"].isin(clock.MISSING)
    dues = dues[is_missing | (dues["period"] >= first)]
    state = dues["state"].mask(dues["state"].isin(clock.MISSING), "missing")
    counts = dues.groupby([dues["place"], state]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[clock.ON_TIME, clock.LATE, "missing"], fill_value=0)
    duties = {place: tuple(map(int, of_place)) for place, *of_place in counts.itertuples()}
    return PlaceRecords(edition, datasets.towns_of(edition.county), duties)  # type: ignore[arg-type]


def towns(county: County) -> Mapping[str, str]:
    """The name of each township by its code."""
    places = county.places
    of_towns = places[places["kind"] == "乡镇"]
    return dict(zip(map(str, of_towns.index), map(str, of_towns["name"]), strict=True))


def town_sections(t: Speaker, edition: Edition) -> tuple[LanguageSection, ...]:
    """A row for each township."""
    records = edition.shared(place_records)
    return (
        LanguageSection(
            "towns",
            t("乡镇"),
            (t("最近一年到期的，按时、迟了各有几项；到期还没有做的，不论哪一年，都算。"),),
            (
                Column(t("乡镇")),
                Column(t("中文名称")),
                Column(t("村"), is_num=True),
                *_duty_columns(t),
                Column(t("下载")),
            ),
            tuple(_town(t, town, name, records) for town, name in towns(edition.county).items()),
        ),
    )


def _duty_columns(t: Speaker) -> tuple[Column, ...]:
    return (
        Column(t("按时"), is_num=True),
        Column(t("迟了"), is_num=True),
        Column(t("到期还没有做"), is_num=True),
    )


def _town(t: Speaker, town: str, name: str, records: PlaceRecords) -> Cells:
    villages = records.below(town, "村")
    every = [town, *villages, *records.below(town, "组")]
    return (
        Datum(t.name(name, alphabet.romanised(name)), f"{t.home}places/{town}/"),
        Datum(name),
        f"{len(villages):,}",
        *records.counted(every),
        Datum(t("全部数据（ZIP）"), datasets.town_file_url(town)),
    )


def village_sections(
    t: Speaker, town: str, kinds: Sequence[Kind], edition: Edition
) -> tuple[LanguageSection, ...]:
    """A row for each village of a township, then what was published there, kind by kind."""
    records = edition.shared(place_records)
    return (
        LanguageSection(
            "villages",
            t("村"),
            (
                t("最近一年到期的，按时、迟了各有几项；到期还没有做的，不论哪一年，都算。"),
                t("一个村连它下面的组一起算。"),
            ),
            (
                Column(t("村")),
                Column(t("中文页面")),
                Column(t("账本")),
                Column(t("户数"), is_num=True),
                *_duty_columns(t),
            ),
            tuple(_village(t, village, records) for village in records.below(town, "村")),
        ),
        LanguageSection(
            "published",
            t("最近一年公开的"),
            columns=(
                Column(t("数据集")),
                Column(t("几次"), is_num=True),
                Column(t("最近公开")),
            ),
            rows=tuple(_published(t, town, kinds, records)),
        ),
        LanguageSection(
            "take-home",
            t("下载"),
            (
                t("各类公开里说到这个乡镇的每一行，一张表一个 CSV，每一行有网址。"),
                Datum(t("全部数据（ZIP）"), datasets.town_file_url(town)),
            ),
        ),
    )


def _village(t: Speaker, code: str, records: PlaceRecords) -> Cells:
    county = records.county
    name = str(county.places.at[code, "name"])
    of_village = county.books[county.books["place_code"] == code]
    book = of_village.iloc[-1] if len(of_village) else None
    homes = county.households.get(code)
    return (
        t.name(name, alphabet.romanised(name)),
        Datum(name, f"/places/{code}/"),
        ""
        if book is None
        else Datum(str(book["name"]), records.edition.url("book", str(book["book_id"])) or ""),
        "" if homes is None else f"{int(homes):,}",
        *records.counted([code, *records.groups(code)]),
    )


def _published(
    t: Speaker, town: str, kinds: Sequence[Kind], records: PlaceRecords
) -> Iterator[Cells]:
    """How often each kind was published about the places of a township, and when last."""
    below = set(records.towns.index[records.towns == town])
    since = (pd.Timestamp(records.county.as_of) - pd.DateOffset(months=_MONTHS)).date()
    recent = [
        (one.package.kind, one.published)
        for one in records.edition.disclosures
        if one.place in below and one.published > since
    ]
    count = Counter(kind for kind, _ in recent)
    for kind in kinds:
        if count[kind.name]:
            last = max(day for name, day in recent if name == kind.name)
            yield (
                Datum(t.name(kind.title, kind.title_en), f"{t.home}data/{kind.name}/"),
                f"{count[kind.name]:,}",
                last.isoformat(),
            )
