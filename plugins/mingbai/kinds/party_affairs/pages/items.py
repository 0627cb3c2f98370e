"""Party affairs -> the list by organisation and class, a page each, a panel on the place."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.county import County
from mingbai.model import Disclosure, Edition, Name, Page, Panel
from mingbai.page import Link, Register, RegisterView, Section
from mingbai.page.records import register
from mingbai.read import Tables

# What is older stands on the pages of the places and in the downloads.
_SHOWN = 100

REGISTER = Register(
    kind="party_affairs",
    title="党务公开",
    door="村务",
    door_url="/village/",
    table="items",
    key="item_no",
    day="approved",
    heading=lambda row: str(row["title"]),
    columns=("organisation", "place_code", "approved"),
    facts=(
        "organisation",
        "place_code",
        "class",
        "scope",
        "proposed",
        "proposed_by",
        "reviewed",
        "reviewed_by",
        "approved",
        "approved_by",
    ),
    lead="text",
    place="place_code",
    link="title",
)


def _says(frame: pd.DataFrame) -> str:
    bodies = frame["organisation"].nunique()
    return f"{bodies:,} 个党组织向社会公开 {len(frame):,} 项，每项都写明提出、审核、审批。"


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One an item."""
    yield from register.disclosures(
        REGISTER, tables, lambda row: f"{row['organisation']}：{row['class']}"
    )


def names(tables: Tables, _: County) -> Iterator[Name]:
    """Every item by its title."""
    yield from register.names(REGISTER, register.ordered(REGISTER, tables), "party_item")


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index by class, then a page an item."""
    frame = register.ordered(REGISTER, tables)
    schema = tables["items"].schema
    sections = tuple(
        Section(
            id=f"class-{n}",
            title=str(title),
            says=f"{len(own):,} 项。",
            table=register.table(
                register=REGISTER,
                schema=schema,
                frame=own.head(_SHOWN),
                edition=edition,
                id_=f"class-{n}-t",
                caption=f"最近的 {min(len(own), _SHOWN)} 项",
            ),
        )
        for n, (title, own) in enumerate(frame.groupby("class", sort=True), start=1)
    )
    links = (Link("下载数据", "/data/party_affairs/"),)
    yield register.index_page(REGISTER, RegisterView(_says(frame), (), sections, links))
    yield from register.record_pages(REGISTER, schema, frame, edition, "party_item")


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the place's page."""
    frame = register.ordered(REGISTER, tables)
    yield from register.panels(
        register=REGISTER,
        schema=tables["items"].schema,
        frame=frame,
        edition=edition,
        scope="place",
        field="place_code",
        order=400,
        title="党务公开",
        says=_says,
    )
