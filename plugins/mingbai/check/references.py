"""Identities across kinds: who names a thing, who refers to it, and publications as such."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from mingbai.addressing import segment
from mingbai.check.rules import faults, published
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue, Rule
from mingbai.read import Package, Table, Tables
from mingbai.schema import Field, Schemas

UNKNOWN_REFERENCE = Rule(
    "unknown-reference",
    "引用的编号要存在",
    "「{title}」填的 {found} 不存在",
    "照原件核对编号，填名称也行。运行 mingbai codes，列出每一栏能填的名称和编号。"
    "单子上没有的，等管它的单位公开了再填。",
    "一处引用另一处的编号（事项、单位、地方、账簿、合同等），那个编号必须已经公开。",
)
# The same rule where a field takes one of a few ids: these are named.
_UNKNOWN_CHOICE = dataclasses.replace(
    UNKNOWN_REFERENCE,
    message="「{title}」填的 {found} 不存在，应为 {expected} 之一",
    remedy="从列出的里面选一个；都不是的，按这一栏的说明留空。",
)
UNKNOWN_PUBLISHER = Rule(
    "unknown-publisher",
    "公开单位要登记",
    "文件夹名 {found} 不是登记过的单位简码",
    "把文件夹改成单位简码，或先在登记表的单位里加上它。",
    "数据由谁公开，文件夹就用谁的简码命名；简码必须在登记表里。",
)
FUTURE_PUBLICATION = Rule(
    "future-publication",
    "公开日期不能在将来",
    "公开日期 {found} 晚于 {expected}",
    "改成实际公开的日期。",
    "公开日期不能晚于数据截至的日期，也不能晚于登记表里最后一个工作日历年度的下一年年底，"
    "那多半是年份写错了。",
)
ID_COLLISION = Rule(
    "id-collision",
    "编号不能只差大小写",
    "「{title}」的 {found} 和 {expected} 只差大小写或写法，网址会撞在一起",
    "核对是不是同一个；不是的，改其中一个编号。",
    "编号用在网址和文件名里，不分大小写和写法，也必须各不相同。",
)
RESERVED_ID = Rule(
    "reserved-id",
    "编号不能用保留的名字",
    "「{title}」不能是 {found}，这个名字网站或电脑系统自己要用",
    "换一个编号，例如加上年份和序号。",
    "编号用在网址和文件名里，不能和目录页同名，也不能叫 index、con、nul。",
)
NO_REGISTRY = Rule(
    "no-registry",
    "要有登记表",
    "没有可用的登记表（地方、单位、账簿、日历和本县规则）",
    "在 registry 文件夹里放一个登记表数据包，并先改正它的错误。",
    "地方、单位、账簿、工作日历和本县规则是核对其他数据的根据。",
)
DAY_IN_FUTURE = Rule(
    "day-in-future",
    "已经发生的事，日期不在将来",
    "「{title}」是 {found}，晚于 {expected}，还没有发生",
    "核对日期；还没有发生的，等发生以后再公开。",
    "写的是已经发生的事（收到、办结、开会、发放……），日期不能晚于数据截至的日期和最近一次入日志的日期；"
    "封存的表公开以后不再加行，不能晚于公开日期。",
)
RULES = (
    UNKNOWN_REFERENCE,
    UNKNOWN_PUBLISHER,
    FUTURE_PUBLICATION,
    DAY_IN_FUTURE,
    ID_COLLISION,
    RESERVED_ID,
    NO_REGISTRY,
)

# Names that no address may have in any kind: the index of a folder, and what systems call devices.
_INDEX = "index"
_DEVICE = r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])"


def _fields(
    sound: Mapping[str, Schemas], read: Mapping[str, Tables]
) -> Iterator[tuple[Table, Field]]:
    for kind, schemas in sound.items():
        for schema in schemas:
            for field in schema.fields:
                yield read[kind][schema.name], field


class KnownIds(Mapping[str, frozenset[str]]):
    """Scope -> all ids that any sound table identifies, and the `choices` (see `check`).

    A scope is looked up when it is first asked for, and only then the tables that identify it.
    """

    def __init__(
        self,
        sound: Mapping[str, Schemas],
        read: Mapping[str, Tables],
        choices: Mapping[str, Sequence[str]],
    ) -> None:
        self._read, self._choices = read, choices
        self._places: dict[str, dict[str, list[tuple[str, Field]]]] = {s: {} for s in choices}
        for kind, schemas in sound.items():
            for schema in schemas:
                for field in schema.fields:
                    if field.identifies:
                        kinds = self._places.setdefault(field.identifies, {})
                        kinds.setdefault(kind, []).append((schema.name, field))
        self._known: dict[str, frozenset[str]] = {}

    def __getitem__(self, scope: str) -> frozenset[str]:
        if scope not in self._known:
            of_kinds = (self.of_kind(scope, kind) for kind in self._places[scope])
            self._known[scope] = frozenset(self._choices.get(scope, ())).union(*of_kinds)
        return self._known[scope]

    def __contains__(self, scope: object) -> bool:
        return scope in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def kinds(self, scope: str) -> Iterable[str]:
        """The kinds whose tables identify things of a scope."""
        return self._places[scope]

    def of_kind(self, scope: str, kind: str) -> frozenset[str]:
        """The ids that the tables of one kind identify."""
        ids: set[str] = set()
        for table, field in self._places[scope][kind]:
            values = self._read[kind].frame(table)[field.column]
            ids.update(values.dropna().drop_duplicates().astype(str))
        return frozenset(ids)


def check(
    sound: Mapping[str, Schemas],
    read: Mapping[str, Tables],
    county: County,
    choices: Mapping[str, Sequence[str]],
) -> tuple[Issue, ...]:
    """Every `refers` field of every table must name a known thing of its scope.

    A scope that no sound kind identifies is passed over: its own faults are reported already.
    choices: scope -> its few ids, where the program itself and no table identifies them.
    """
    issues: list[Issue] = []
    for table, field in _fields(sound, read):
        if field.refers and field.refers in county.known and len(table.frame):
            values = table.frame[field.column]
            unknown = set(values.dropna().unique()) - county.known[field.refers]
            if not unknown:
                continue
            bad = values.isin(list(unknown))
            if field.refers in choices:
                expected = "、".join(choices[field.refers])
                rule = _UNKNOWN_CHOICE
                issues += faults(
                    rule, bad, field.name, found=values, expected=expected, title=field.title
                )
            else:
                rule = UNKNOWN_REFERENCE
                issues += faults(rule, bad, field.name, found=values, title=field.title)
    return tuple(issues)


def days(
    sound: Mapping[str, Schemas], read: Mapping[str, Tables], today: date | None
) -> Iterator[Issue]:
    """No day on which something happened lies ahead.

    Of a record none after its publication: no row of it comes later. Else none after
    `today`, the day of the data or of the last release, whichever is later;
    None where neither is known: rows of a journal come after the newest publication.
    """
    for kind, schemas in sound.items():
        for schema in schemas:
            named = [one for one in schema.fields if one.happened]
            table = read[kind][schema.name]
            if not named or not len(table.frame):
                continue
            if schema.nature == "record":
                ends = published(read[kind], table)
            elif today is None:
                continue
            else:
                ends = pd.Series(pd.Timestamp(today), table.frame.index)
            for one in named:
                day = table.frame[one.column]
                bad = day > ends
                if bad.any():
                    yield from faults(
                        DAY_IN_FUTURE,
                        bad,
                        one.name,
                        found=iso_column(day),
                        expected=iso_column(ends),
                        title=one.title,
                    )


def identities(
    sound: Mapping[str, Schemas],
    read: Mapping[str, Tables],
    reserved: frozenset[str],
    passed_over: frozenset[str],
) -> Iterator[Issue]:
    """No two ids of a table that file systems take for one, none by a name that is reserved.

    reserved: words that kinds use in their addresses. passed_over: scopes whose kinds have rules of
    their own for this.
    """
    for table, field in _fields(sound, read):
        if field.type != "string" or not field.identifies or field.identifies in passed_over:
            continue
        values = table.frame[field.column].dropna()
        if values.empty:
            continue
        distinct = _folded(values.drop_duplicates())
        if not (_is_reserved(distinct, reserved) | distinct.duplicated(keep=False)).any():
            continue
        folded, name, title = _folded(values), field.name, field.title
        is_reserved = _is_reserved(folded, reserved)
        yield from faults(RESERVED_ID, is_reserved, name, found=values, title=title)
        other = _twins(values, folded)
        is_twin = other.notna()
        yield from faults(ID_COLLISION, is_twin, name, found=values, expected=other, title=title)


def _folded(ids: pd.Series) -> pd.Series:
    """Ids as file systems compare what addresses are made of them."""
    is_plain = ids.str.fullmatch(r"[A-Za-z0-9._-]+")
    addressed = ids if is_plain.all() else ids.where(is_plain, ids.map(segment))
    return addressed.str.normalize("NFC").str.casefold()


def _is_reserved(folded: pd.Series, reserved: frozenset[str]) -> pd.Series:
    return folded.isin({*reserved, _INDEX}) | folded.str.fullmatch(_DEVICE)


def _twins(values: pd.Series, folded: pd.Series) -> pd.Series:
    """For each id one that differs from it in case or form only; absent where there is none."""
    distinct = pd.DataFrame({"id": values, "folded": folded}).drop_duplicates("id")
    is_double = distinct["folded"].duplicated(keep=False)
    if not is_double.any():
        return pd.Series(None, index=values.index, dtype="str")
    double = distinct[is_double]
    first, last = double.groupby("folded")["id"].min(), double.groupby("folded")["id"].max()
    other = folded.map(first)
    return other.where(other != values, folded.map(last))


def publications(packages: Sequence[Package], county: County) -> Iterator[Issue]:
    """Each package is published by a registered agency, and not in the future."""
    latest = min(county.as_of, _latest(county))
    for package in packages:
        descriptor = f"{package.path}/datapackage.json"
        if package.publisher not in county.known["agency"]:
            yield UNKNOWN_PUBLISHER.issue(descriptor, found=package.publisher)
        if package.published > latest:
            yield FUTURE_PUBLICATION.issue(
                descriptor,
                field="published",
                found=package.published.isoformat(),
                expected=latest.isoformat(),
            )


def _latest(county: County) -> date:
    """The last day for which a date of publication can be meant.

    A build asks no clock, and takes the newest date of publication for today: one wrong year would
    make everything late. The working calendar is announced a year ahead, which bounds it.
    """
    years = county.calendar.years
    return date(years[-1] + 1, 12, 31) if years else county.as_of


def no_registry(root: Path, folder: str, issues: Iterable[Issue]) -> Iterator[Issue]:
    """Says that the registry is missing, unless its own faults or a missing folder say so.

    folder: where the registry's packages stand below the data folder.
    """
    if root.is_dir() and not any(issue.path.startswith(f"{folder}/") for issue in issues):
        yield NO_REGISTRY.issue(folder)
