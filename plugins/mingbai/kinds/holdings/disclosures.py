"""Holdings -> what was published of each place and when; names of assets, resources, contracts."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.county import County
from mingbai.kinds.holdings.contracts import contract_terms
from mingbai.kinds.holdings.pages import WARNINGS_URL, contract_url, place_url
from mingbai.model import Disclosure, Name
from mingbai.page import records
from mingbai.read import Tables

_COUNTED = (
    ("assets", "登记资产", "项"),
    ("resources", "登记资源", "项"),
    ("contracts", "公开合同", "份"),
    ("receipts", "收款", "笔"),
)


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a package and place: what was registered, signed, received."""
    for row in records.rows(_published(tables)):
        package, code = tables.packages[row["package"]], row["place_code"]
        counts = [f"{word} {row[name]:,} {unit}" for name, word, unit in _COUNTED if row[name]]
        yield Disclosure(
            id=f"holdings/{package.publisher}/{package.period}/{code}",
            package=package,
            url=place_url(code),
            title=f"{county.places.at[code, 'path']!s}：{package.title}",
            summary="，".join(counts) + "。",
            published=package.published,
            place=code,
            agency=package.publisher,
        )


def _published(tables: Tables) -> pd.DataFrame:
    """Rows of each table counted by package and place."""
    frame = tables.shared(contract_terms)
    place = frame.set_index("contract_no")["place_code"]
    receipts = tables.frame("receipts")
    codes = {
        "assets": tables.frame("assets")["place_code"],
        "resources": tables.frame("resources")["place_code"],
        "contracts": frame["place_code"],
        "receipts": place.reindex(pd.Index(receipts["contract_no"])).set_axis(receipts.index),
    }
    parts = [
        pd.DataFrame(
            {"package": tables.package_of(tables[name]), "place_code": code, "table": name}
        )
        for name, code in codes.items()
    ]
    counted = pd.concat(parts).groupby(["package", "place_code", "table"]).size()
    wide = counted.unstack("table", fill_value=0).reindex(columns=list(codes), fill_value=0)
    return wide.reset_index()


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Assets and resources by name on the page of their place, contracts by number.

    The note of each says of which place it is: people ask for a village's contracts.
    """
    if tables.packages:
        title = "合同预警：租金逾期未收、快到期、到期没有续"
        yield Name("page", WARNINGS_URL, title, WARNINGS_URL)
    places = county.places["path"]
    for scope, table in (("asset", "assets"), ("resource", "resources")):
        frame = tables.frame(table)
        columns = (frame[column] for column in (f"{scope}_no", "name", "place_code", "kind"))
        for no, name, place, kind, path in zip(
            *columns, frame["place_code"].map(places), strict=True
        ):
            yield Name(
                scope=scope,
                id=no,
                title=name,
                url=f"{place_url(place)}#{table}-{no}",
                note=f"{path}：{kind}",
                keys=(no,),
            )
    frame = tables.shared(contract_terms)
    columns = (frame[column] for column in ("contract_no", "title", "subject_name"))
    for no, title, subject_name, path in zip(
        *columns, frame["place_code"].map(places), strict=True
    ):
        yield Name(
            scope="contract",
            id=no,
            title=title,
            url=contract_url(no),
            note=f"{path}：{subject_name}",
            keys=(no,),
        )
