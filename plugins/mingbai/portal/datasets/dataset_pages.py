"""Dataset -> the view of its page: files, preview, data dictionary, checks, licence, citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from markupsafe import Markup, escape

from mingbai.check.open_data import statement_of
from mingbai.county import County
from mingbai.dates import ALWAYS, span_zh
from mingbai.model import KIND_SCOPE, Edition, Kind
from mingbai.page import (
    Cells,
    ChartView,
    Column,
    DatasetLine,
    DictionaryField,
    DictionaryTable,
    Fact,
    FileLink,
    Link,
    RuleLine,
    TableView,
    count,
    share,
    table_view,
)
from mingbai.portal import described
from mingbai.portal.datasets import citations, county_file, csvw, over_months
from mingbai.portal.datasets.described_as import schema_org
from mingbai.portal.datasets.distribution import PublishedTable
from mingbai.portal.datasets.file_formats import ROW_LIMIT
from mingbai.portal.datasets.periods import publishers_table
from mingbai.portal.datasets.records import Dataset, absolute
from mingbai.portal.datasets.words import type_word
from mingbai.schema import Field, Schema

_CSV_NOTE = (
    "CSV 用 UTF-8（不带 BOM）、逗号分隔，首行是字段名，数值和公开时一致，空缺一律留空；"
    "用表格软件打开请选 XLSX。JSON 一行一条记录。"
)
_OPEN_NOTE = (
    "CSV 用 UTF-8（不带 BOM）、逗号分隔，首行是字段名；按原来的字段说明读出后重写，数值一致，"
    "空缺一律留空，日期写成 2026-07-10。用表格软件打开请选 XLSX。"
)
_LARGE_NOTE = (
    f"超过 {ROW_LIMIT:,} 行，不提供 XLSX 和 SQLite，请用 CSV、JSON 或 Parquet；"
    "行数超过这么多的表，一年一份，只有 CSV 和 Parquet。"
)
_CHECKS_NOTE = (
    "有差错的数据不能公开；提醒和数据一起公开。"
    "类型、必填、编号、引用和个人信息另按读表规则逐格核对。"
)
_WORDS = {
    "csv": "CSV（UTF-8，逗号分隔）",
    "json": "JSON（一行一条）",
    "parquet": "Parquet",
    "xlsx": "XLSX（表格软件，全部表）",
    "sqlite": "SQLite（数据库，全部表）",
}
_WRITTEN = {"date": "2026-07-10", "yearmonth": "2026-07", "year": "2026"}
_CATALOGUES = {"jsonld": "JSON-LD", "ttl": "Turtle"}
_SHORT = Markup('<span class="keep">{}</span>')
Scopes = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DatasetGroup:
    """Datasets of one door, or open data."""

    title: str
    lines: tuple[DatasetLine, ...]


@dataclass(frozen=True, slots=True)
class DatasetsView:
    """datasets.html. licence: the portal's, of what states none.

    whole: the file of everything; towns: that of each township. catalogues: files of the DCAT
    catalogue. left_out: open data that is not published, each with how many errors it has.
    """

    groups: tuple[DatasetGroup, ...]
    licence: Link
    whole: tuple[FileLink, ...] = ()
    towns: tuple[FileLink, ...] = ()
    catalogues: tuple[FileLink, ...] = ()
    left_out: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class DatasetView:
    """dataset.html, and the dictionary in it.

    lead: what it is, in one or two sentences; HTML where others wrote it. parts: the same data by
    publisher and period. checks: what was checked of it. note: how the files are written. json_ld:
    schema.org as strict JSON without any `<`, or "". lines: tables of open data by month.
    """

    lead: str | Markup
    downloads: tuple[FileLink, ...]
    download_links: tuple[Link, ...]
    facts: tuple[Fact, ...]
    tables: tuple[DictionaryTable, ...]
    checks: tuple[RuleLine, ...]
    checks_note: str
    licences: tuple[Link, ...]
    citation: str
    parts: TableView | None = None
    json_ld: Markup = Markup("")
    note: str = ""
    lines: tuple[ChartView, ...] = ()

    @property
    def has_own_markup(self) -> bool:
        """Whether the lead is HTML, of paragraphs of its own."""
        return isinstance(self.lead, Markup)


def datasets_view(
    datasets: Sequence[Dataset],
    catalogues: Mapping[str, bytes],
    whole: int,
    towns: Sequence[FileLink],
    edition: Edition,
) -> DatasetsView:
    """The list of all datasets, by door; and of the open data that is not published.

    catalogues: by address. whole: how large the file of everything is. towns: that of each
    township.
    """
    county = edition.county
    groups = dict.fromkeys(dataset.group for dataset in datasets)
    return DatasetsView(
        groups=tuple(
            DatasetGroup(title, tuple(_line(d) for d in datasets if d.group == title))
            for title in groups
        ),
        licence=Link(county.setting("licence_name"), county.setting("licence_url") or None),
        whole=(
            FileLink("全部数据（ZIP：一个 SQLite 数据库，每份数据的 CSV）", county_file.URL, whole),
        ),
        towns=tuple(towns),
        catalogues=tuple(
            FileLink(f"DCAT 目录（{_CATALOGUES[url.rpartition('.')[2]]}）", url, len(body))
            for url, body in catalogues.items()
        ),
        left_out=tuple(
            Fact(one.name, f"有 {one.errors:,} 处差错，没有公开")
            for one in edition.open_data_left_out
        ),
    )


def dataset_view(dataset: Dataset, edition: Edition, scopes: Scopes) -> DatasetView:
    """scopes: what a code of a scope names, as (title, address of its dictionary)."""
    county = edition.county
    one_table = len(dataset.distribution.tables) == 1
    cited = _citation(dataset, county)
    return DatasetView(
        lead=dataset.summary if dataset.page else described.as_html(dataset.summary),
        downloads=tuple(_downloads(dataset, county, is_whole=one_table)),
        download_links=tuple(_links(dataset)),
        facts=tuple(_facts(dataset)),
        tables=tuple(
            _dictionary(t, dataset, scopes, not one_table) for t in dataset.distribution.tables
        ),
        checks=dataset.checks,
        checks_note=_CHECKS_NOTE,
        licences=dataset.terms,
        citation=cited,
        parts=publishers_table(dataset, edition) if dataset.publishers else None,
        json_ld=schema_org(dataset, county, cited),
        note=(_CSV_NOTE if dataset.page else _OPEN_NOTE)
        + (_LARGE_NOTE if dataset.distribution.rows > ROW_LIMIT else ""),
        lines=() if dataset.page else tuple(over_months.lines(tuple(dataset.tables))),
    )


def scopes(kinds: Sequence[Kind]) -> Scopes:
    """Scope -> (title, address in the data dictionary) of the table that identifies its things.

    The scope of the kinds leads to the list of all datasets.
    """
    of_tables = {
        field.identifies: (schema.title, f"/data/{kind.name}/#{anchor(schema.name)}")
        for kind in kinds
        for schema in kind.schemas
        if not schema.is_person_list
        for field in schema.fields
        if field.identifies
    }
    return {KIND_SCOPE.name: (KIND_SCOPE.title, "/data/"), **of_tables}


def anchor(table: str) -> str:
    """The id of a table's dictionary on its page."""
    return f"table-{table}"


def _line(dataset: Dataset) -> DatasetLine:
    dataset_files = dataset.distribution
    candidates = [name for name in dataset_files.files if name.endswith((".xlsx", ".csv"))]
    names = [n for n in candidates if n.endswith(".xlsx")] or candidates[:1]
    files = tuple(
        FileLink(
            name.rpartition(".")[2].upper(), dataset.url + name, dataset_files.files[name].octets
        )
        for name in names
    )
    return DatasetLine(
        title=dataset.title,
        url=dataset.url,
        summary=dataset.summary if dataset.page else described.as_line(dataset.summary),
        rows=dataset_files.rows,
        updated=dataset.updated,
        files=files,
    )


def _downloads(dataset: Dataset, county: County, *, is_whole: bool) -> Iterator[FileLink]:
    """Files with all tables, then the CSV of each; all formats where there is only one table."""
    files = dataset.distribution.files
    for suffix in ("xlsx", "sqlite"):
        name = f"{dataset.name}.{suffix}"
        if name in files:
            yield FileLink(_WORDS[suffix], dataset.url + name, files[name].octets)
    for table in dataset.distribution.tables:
        for suffix in ("csv", "json", "parquet") if is_whole else ("csv",):
            yield from _files(dataset, table, suffix, "" if is_whole else f"{table.schema.title} ")
    for one, (name, file) in zip(dataset.files, dataset.carried.items(), strict=True):
        words = f"{one.title or one.name}（{name.rpartition('.')[2].upper()}，原样）"
        yield FileLink(words, dataset.url + name, file.octets)
    octets = len(dataset.descriptor(county))
    yield FileLink("datapackage.json（说明与字段）", dataset.url + "datapackage.json", octets)


def _files(
    dataset: Dataset, table: PublishedTable, suffix: str, prefix: str = ""
) -> Iterator[FileLink]:
    """The files of a table in one form: one, or one a year, the newest first; or none."""
    for part in reversed(table.parts):
        name = f"{part.name}.{suffix}"
        if name not in dataset.distribution.files:
            continue
        words = f"{part.year} 年 {_WORDS[suffix]}" if part.year else _WORDS[suffix]
        octets = dataset.distribution.files[name].octets
        yield FileLink(prefix + words, dataset.url + name, octets)


def _links(dataset: Dataset) -> Iterator[Link]:
    yield Link("校验值 SHA256SUMS", dataset.url + "SHA256SUMS")
    yield Link("CSVW 说明", dataset.url + csvw.NAME)
    for name, words in citations.NAMES.items():
        yield Link(words, dataset.url + name)
    if dataset.page:
        yield Link("同样的内容，网页版", dataset.page)
        yield Link("订阅更新", f"/feeds/kinds/{dataset.name}.atom")


def _facts(dataset: Dataset) -> Iterator[Fact]:
    dataset_files = dataset.distribution
    tables = f"（{len(dataset_files.tables)} 张表）" if len(dataset_files.tables) > 1 else ""
    if dataset_files.tables:
        yield Fact("行数", count(dataset_files.rows) + tables)
    if dataset.span:
        yield Fact("时间", dataset.span)
    yield Fact("更新", dataset.updated or "未注明")
    names = [title for title, _ in dataset.sources]
    if dataset.page is None:
        yield from _stated(dataset)
    else:
        yield Fact("提供", names[0] if len(names) == 1 else f"{len(names):,} 个单位")
    yield Fact("许可", _one_or_all(dataset.licences))


def _one_or_all(links: tuple[Link, ...]) -> Link | tuple[Link, ...]:
    return links[0] if len(links) == 1 else links


def _stated(dataset: Dataset) -> Iterator[Fact]:
    """What a package of others says of itself."""
    statement = statement_of(dataset.said)
    if statement.version:
        yield Fact("版本", statement.version)
    if dataset.sources:
        links = tuple(Link(title, url or None) for title, url in dataset.sources)
        yield Fact("来源", _one_or_all(links))
    if statement.contributors:
        yield Fact("作者", "、".join(statement.contributors))
    if statement.keywords:
        yield Fact("关键词", "、".join(statement.keywords))
    if statement.homepage:
        yield Fact("原来的网址", Link(statement.homepage, statement.homepage))


def _citation(dataset: Dataset, county: County) -> str:
    span = f"（{dataset.span}）" if dataset.span else ""
    version = f"{dataset.updated.isoformat()} 版，" if dataset.updated else ""
    if dataset.authors:
        stated = f"{dataset.version} 版，" if dataset.version else version
        portal, url = county.setting("portal_name"), absolute(county, dataset.url)
        return f"{'、'.join(dataset.authors)}：{dataset.title}，{stated}{portal}转载，{url}。"
    demo = "（演示数据）" if county.is_demo else ""
    organiser = county.setting("organiser").removesuffix("（演示）")
    return (
        f"{county.setting('portal_name')}：{dataset.title}{span}，{version}{organiser}{demo}，"
        f"{absolute(county, dataset.url)}。"
    )


def _dictionary(
    table: PublishedTable, dataset: Dataset, scopes: Scopes, has_files: bool
) -> DictionaryTable:
    schema = table.schema
    forms = ("csv", "json", "parquet") if has_files else ()
    files = [file for form in forms for file in _files(dataset, table, form)]
    titles = {other.schema.name: other.schema.title for other in dataset.distribution.tables}
    return DictionaryTable(
        id=anchor(schema.name),
        name=schema.name,
        title=schema.title,
        meaning=schema.description,
        rows=table.rows,
        key="＋".join(schema[name].title for name in schema.primary_key),
        fields=tuple(_field(field, table, titles, scopes) for field in schema.fields),
        preview=_preview(table) if table.rows else None,
        files=tuple(files),
    )


def _field(
    field: Field, table: PublishedTable, titles: Mapping[str, str], scopes: Scopes
) -> DictionaryField:
    rows_with_field = table.rows_with[field.name]
    return DictionaryField(
        name=field.name,
        title=field.title,
        type=type_word(table.schema, field),
        unit=field.unit,
        meaning=field.description,
        rules=tuple(_rules(table.schema, field)),
        empty_share=share(table.empty[field.name], rows_with_field) if rows_with_field else "",
        refers=_refers(field, table, titles, scopes),
    )


def _refers(
    field: Field, table: PublishedTable, titles: Mapping[str, str], scopes: Scopes
) -> Link | None:
    """A link to the table that a field refers to, in this dataset or else in another kind."""
    for fields, target, _ in table.foreign:
        if fields == (field.name,):
            return Link(
                titles[target or table.schema.name], f"#{anchor(target or table.schema.name)}"
            )
    if field.refers and field.refers in scopes:
        return Link(*scopes[field.refers])
    return None


def _rules(schema: Schema, field: Field) -> Iterator[str]:
    """Since when there is a field, then its constraints in words."""
    limits = field.constraints
    if field.span != ALWAYS:
        yield span_zh(field.span)
    if schema.is_required(field.name):
        yield "必填"
    if field.enum:
        yield "、".join(_code(field, value) for value in map(str, field.enum))
    if field.type == "boolean":
        yield f"{field.true_values[0]}、{field.false_values[0]}"
    if field.type in _WRITTEN:
        yield f"写作 {_WRITTEN[field.type]}"
    yield from _categories(schema, field)
    words = {
        "minimum": "最小 {}",
        "maximum": "最大 {}",
        "minLength": "至少 {} 字",
        "maxLength": "最多 {} 字",
        "pattern": "写法 {}",
        "exclusiveMinimum": "大于 {}",
        "exclusiveMaximum": "小于 {}",
    }
    yield from (word.format(limits[name]) for name, word in words.items() if name in limits)


def _categories(schema: Schema, field: Field) -> Iterator[str]:
    """The values that its descriptor names as categories, with what each is called."""
    declared = next(raw for raw in schema.descriptor["fields"] if raw["name"] == field.name)
    words = [_category(one) for one in declared.get("categories", ())]
    if words:
        yield "、".join(words)


def _category(stated: object) -> str:
    """`1（男）`; a value alone where it has no label."""
    if not isinstance(stated, dict):
        return str(stated)
    label = f"（{stated['label']}）" if stated.get("label") else ""
    return f"{stated['value']}{label}"


def _code(field: Field, value: str) -> str:
    """A value of a closed list, and since when it is in it: `赠（2027 年 1 月起）`."""
    return f"{value}（{span_zh(field.codes[value])}）" if value in field.codes else value


def _preview(table: PublishedTable) -> TableView:
    schema = table.schema
    columns = [
        (_column(field), _cells(field, table.head, i == 0)) for i, field in enumerate(schema.fields)
    ]
    caption = f"{schema.title}：前 {table.head.height} 行，共 {count(table.rows)} 行"
    return table_view(f"rows-{schema.name}", caption, columns, mode="frame")


def _column(field: Field) -> Column:
    unit = f"（{field.unit}）" if field.unit else ""
    return Column(field.title + unit, is_num=field.type in ("number", "integer"))


def _cells(field: Field, head: pl.DataFrame, is_first: bool) -> Cells:
    values = head[field.name].to_list()
    if is_first:
        return Cells(values, "head")
    if field.type in ("number", "integer", "date"):
        return Cells(values, "date" if field.type == "date" else "num")
    return Cells(
        [None if v is None else _SHORT.format(v) if len(v) <= 12 else escape(v) for v in values],
        "html",
    )
