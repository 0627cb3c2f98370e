"""Kinds, publishers and codes by the names that people use, and the lists of them."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mingbai.cli.language import t
from mingbai.cli.options import HERE, Data, Listing, folder_of, put_list, refuse, today

if TYPE_CHECKING:
    from mingbai.model import Kind
    from mingbai.workbook import NameList


def kind_of(name: str) -> Kind:
    """The kind of an English or Chinese name; exits with 1, and names the nearest, where none."""
    from mingbai.kinds import KINDS
    from mingbai.workbook import NameList, Thing

    listed = NameList(tuple(Thing(k.name, k.title, aliases=(k.title_en,)) for k in KINDS))
    known = listed.by_code.get(name)
    things = (known,) if known is not None else listed.named(name)
    if len(things) != 1:
        refuse(
            "没有这个公开类别：{name}。{near}全部类别：mingbai kinds",
            name=name,
            near=_asked(listed, name),
        )
    return next(kind for kind in KINDS if kind.name == things[0].code)


def _asked(listed: NameList, name: str) -> str:
    """`您是不是指 …？`, or nothing where no name is near."""
    codes = difflib.get_close_matches(name, listed.by_code, n=3)
    by_code = tuple(listed.by_code[code] for code in codes)
    near = [thing.label for thing in listed.named(name) or listed.near(name) or by_code]
    return t("您是不是指 {names}？", names=near) if near else ""


def publisher_of(root: Path, name: str) -> tuple[str, str]:
    """The folder name of an agency and what people call it; exits with 1 where there is none.

    name: its folder name, its name or short name, or the township's (太平镇). A folder name that
    the registry does not know is taken as it is while something lies there, or the registry has no
    agency that can be read: the check says what is wrong with it.
    """
    from mingbai.kinds import KINDS
    from mingbai.workbook import agencies, registry_of

    listed = agencies(registry_of(root, KINDS))
    known = listed.by_code.get(name)
    things = (known,) if known is not None else listed.named(name)
    if not things and name.isascii() and (not listed.things or any(root.glob(f"*/{name}/"))):
        return name, name
    if len(things) != 1:
        refuse(
            "登记表里没有这个单位：{name}。{near}全部单位：mingbai publishers",
            name=name,
            near=_asked(listed, name),
        )
    thing = things[0]
    return thing.code, min((one for one in (thing.title, *thing.aliases) if one), key=len)


def place_of(root: Path, text: str) -> str:
    """The path of a package by names: `村务财务/太平镇/2026-06` -> `accounts/taiping/2026-06`.

    What is ASCII is taken as it is; exits with 1 where a name is nobody's.
    """
    parts = text.strip("/").split("/")
    if text.isascii() or len(parts) != 3:
        return text.strip("/")
    kind, publisher, period = parts
    slug = publisher if publisher.isascii() else publisher_of(root, publisher)[0]
    return f"{kind if kind.isascii() else kind_of(kind).name}/{slug}/{period}"


def kinds(format_: Listing = "text") -> None:
    """列出公开类别：名称，和命令里也可以写的英文名。"""
    from mingbai.kinds import KINDS

    rows = [{"title": kind.title, "name": kind.name} for kind in KINDS]
    put_list(rows, format_, "{title}  {name}".format)


def publishers(data: Data = HERE / "data", format_: Listing = "text") -> None:
    """列出登记了的单位：名称、简称，和数据文件夹的简码。"""
    from mingbai.kinds import KINDS
    from mingbai.workbook import agencies, registry_of

    rows = []
    for thing in agencies(registry_of(folder_of(data, "--data"), KINDS)).things:
        names = dict.fromkeys((thing.title, *(alias for alias in thing.aliases if alias)))
        rows.append({"names": "、".join(names), "code": thing.code})
    put_list(rows, format_, "{names}  {code}".format)


def codes(
    kind: Annotated[str, typer.Argument(help="公开类别，如 村务财务 或 accounts")],
    publisher: Annotated[str, typer.Option("--publisher", help="只列这个单位的，如 太平镇")] = "",
    period: Annotated[str, typer.Option("--period", help="哪一期的，如 2026-06；不填按本月")] = "",
    data: Data = HERE / "data",
    format_: Listing = "text",
) -> None:
    """列出一类工作簿里每一栏能填的名称和编号：账本、科目、公开项目、地方、单位、依据……"""
    from mingbai import dates, workbook
    from mingbai.kinds import KINDS

    period = period or f"{today():%Y-%m}"
    if not dates.is_period(period):
        refuse("--period 写的是“{period}”，应为 2026、2026q3、2026-06 这样的时期。", period=period)
    root, wanted = folder_of(data, "--data"), kind_of(kind)
    slug = publisher_of(root, publisher)[0] if publisher else ""
    names = workbook.names_for(root, KINDS, wanted, slug, period)
    seen: set[str] = set()
    rows: list[dict[str, str]] = []
    for field in (field for schema in wanted.schemas for field in schema.fields):
        listed = names.of(field.name, field.refers)
        if listed is None or field.title in seen:
            continue
        seen.add(field.title)
        things_of_publisher = [thing for thing in listed.things if thing.is_own] if slug else []
        if format_ == "text":
            is_empty = "" if listed.things else t("  还没有登记")
            rows.append({"line": f"【{field.title}】{is_empty}"})
        for thing in things_of_publisher or listed.things:
            note = f"  {thing.note}" if thing.note else ""
            row = {"field": field.title, "code": thing.code, "title": thing.title}
            line = {"line": f"  {thing.code}  {thing.title}{note}"}
            rows.append(line if format_ == "text" else {**row, "note": thing.note})
    put_list(rows, format_, "{line}".format)
