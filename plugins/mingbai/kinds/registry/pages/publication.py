"""Registry -> which items are published case by case, which as numbers, which not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.county.publication import SENSITIVE_WORDS, Publication
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page
from mingbai.page import Cells, Column, TableView, table_view

_TITLE = "公开方式"
_SAYS = (
    "事情办结以后怎么公开，由县里按事项定：个案公开的一件一件公开，只公布数的只说办了多少件，"
    "不公开的件数也不说。"
)


@dataclass(frozen=True, slots=True)
class PublicationView:
    """classes.html. classes: what the county has decided, or None. default: what holds without."""

    says: str
    classes: TableView | None
    default: str


def pages(edition: Edition) -> Iterator[Page]:
    """`/registry/classes/`."""
    yield Page(
        url="/registry/classes/",
        template="registry/pages/classes.html",
        title=_TITLE,
        view=PublicationView(_SAYS, _classes(edition), _default()),
        description="哪些事一件一件公开，哪些只公布件数，哪些不公开，凭什么。",
        crumbs=(HOME_CRUMB, Crumb("地方与单位", "/registry/"), Crumb(_TITLE)),
    )


def _classes(edition: Edition) -> TableView | None:
    rows = edition.county.publication_classes
    if rows.empty:
        return None
    order = pd.Categorical(rows["class"], [str(value) for value in Publication], ordered=True)
    rows = rows.assign(order=order).sort_values(["order", "word"], kind="stable")
    bases = [edition.names.get(("basis", basis)) for basis in rows["basis_id"]]
    return table_view(
        "publication-classes",
        "各类事项怎么公开；一个名称含有几个词的，照最长的那个词",
        [
            (Column("事项名称里有"), Cells(rows["word"], "head")),
            (Column("公开方式"), Cells(rows["class"])),
            (
                Column("依据"),
                Cells(
                    [basis.title if basis else None for basis in bases],
                    urls=[basis.url if basis else None for basis in bases],
                ),
            ),
            (Column("说明"), Cells(rows["note"])),
        ],
    )


def _default() -> str:
    words = "、".join(SENSITIVE_WORDS)
    return (
        f"县里还没有定的，名称里有下面这些词、又不是只由企业和单位办的，先只公布数：{words}。"
        "其余的一件一件公开。只公布数的，1 到 4 件的写“少于 5”，"
        "并且不让别的数把它算出来。"
    )
