"""Kinds and their packages -> what there is, in what tables and columns, under which rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingbai import report
from mingbai.issues import Rule, Severity
from mingbai.model import Edition, Kind
from mingbai.page import Column
from mingbai.page.languages import Datum, Speaker
from mingbai.portal.languages.views import Cells, LanguageSection
from mingbai.portal.rules import GATE
from mingbai.schema import Field, Schema


def kinds_section(t: Speaker, kinds: Sequence[Kind]) -> LanguageSection:
    """What is published: each kind with its Chinese page."""
    return LanguageSection(
        "kinds",
        t("公开了什么"),
        columns=(Column(t("数据字典")), Column(t("中文页面"))),
        rows=tuple(
            (
                Datum(t.name(kind.title, kind.title_en), f"{t.home}data/{kind.name}/"),
                Datum(kind.title, f"/{kind.name}/"),
            )
            for kind in kinds
        ),
    )


def dataset_sections(
    t: Speaker, kinds: Sequence[Kind], edition: Edition
) -> tuple[LanguageSection, ...]:
    """Every dataset with its periods; where all of it is taken at once."""
    return (
        LanguageSection(
            "datasets",
            t("数据集"),
            columns=(
                Column(t("数据集")),
                Column(t("数据包"), is_num=True),
                Column(t("时期")),
                Column(t("最近公开")),
                Column(t("下载")),
            ),
            rows=tuple(_dataset(t, kind, edition) for kind in kinds),
        ),
        LanguageSection(
            "programs",
            t("给程序用的"),
            (
                t("CSV 的栏名是英文，金额是元，日期是 ISO 8601，编码是 UTF-8。"),
                Datum("api/v1/openapi.json", "/api/v1/openapi.json"),
                Datum("api/v1/index.json", "/api/v1/index.json"),
            ),
        ),
    )


def _dataset(t: Speaker, kind: Kind, edition: Edition) -> Cells:
    packages = edition.tables[kind.name].packages
    periods = sorted(package.period for package in packages)
    return (
        Datum(t.name(kind.title, kind.title_en), f"{t.home}data/{kind.name}/"),
        f"{len(packages):,}",
        periods[0] if periods[0] == periods[-1] else f"{periods[0]} – {periods[-1]}",
        max(package.published for package in packages).isoformat(),
        Datum(t("中文页面上有全部文件"), f"/data/{kind.name}/"),
    )


def dictionary_sections(t: Speaker, kind: Kind) -> tuple[LanguageSection, ...]:
    """A section a table: each field with its type, its unit, and whether it must be there."""
    return tuple(_table(t, schema) for schema in kind.schemas)


def _table(t: Speaker, schema: Schema) -> LanguageSection:
    return LanguageSection(
        schema.name,
        t.name(schema.title, schema.title_en),
        (Datum(f"{schema.name}.csv · {schema.title}"),),
        (
            Column(t("栏")),
            Column(t("名称")),
            Column(t("中文名称")),
            Column(t("类型")),
            Column(t("必填")),
        ),
        tuple(_field(t, schema, field) for field in schema.fields),
        opens=t("{count} 栏", count=len(schema.fields)),
    )


def _field(t: Speaker, schema: Schema, field: Field) -> Cells:
    is_key = field.name in schema.primary_key
    unit = f"{field.type} ({field.unit})" if field.unit else field.type
    return (
        field.name,
        t.name(field.title, field.title_en),
        Datum(field.title),
        Datum(unit),
        t("主键") if is_key else t("必填") if field.required else "",
    )


def rule_sections(t: Speaker, kinds: Sequence[Kind]) -> tuple[LanguageSection, ...]:
    """A section a kind and one for what every file passes; titles as reports say them."""
    words = report.catalogue("en")
    of_kinds = [
        _rules(
            t,
            kind.name,
            t.name(kind.title, kind.title_en),
            [check.rule for check in kind.checks],
            words,
        )
        for kind in kinds
        if kind.checks
    ]
    gate = [rule for _, _, _, rules in GATE for rule in rules]
    return (*of_kinds, _rules(t, "gate", t("每个文件都要过的关"), gate, words))


def _rules(
    t: Speaker, id_: str, title: str, rules: Sequence[Rule], words: dict[str, str]
) -> LanguageSection:
    return LanguageSection(
        f"rules-{id_}",
        title,
        columns=(Column(t("规则")), Column(t("代码")), Column(t("不符合时"))),
        rows=tuple(_rule_rows(t, rules, words)),
        opens=t("{count} 条规则", count=len(rules)),
    )


def _rule_rows(t: Speaker, rules: Sequence[Rule], words: dict[str, str]) -> Iterator[Cells]:
    for rule in rules:
        is_error = rule.severity is Severity.ERROR
        yield (
            t.name(rule.title, words[rule.title]),
            Datum(rule.code, f"/rules/{rule.code}/"),
            t("不能公开") if is_error else t("公开并提醒"),
        )
