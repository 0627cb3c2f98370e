"""Told items of departments and townships -> the county's catalogue of approvals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from demo import content
from mingbai.county.publication import Publication, publication_class

TYPE_LETTERS = {
    "行政许可": "XK",
    "行政确认": "QR",
    "行政给付": "JF",
    "行政检查": "JC",
    "其他行政权力": "QT",
    "公共服务": "GG",
}


@dataclass(frozen=True)
class Item:
    """One told item with its code. told: as it stands in its TOML file."""

    code: str
    agency: str
    told: Mapping[str, Any]


def told(agencies: pd.DataFrame) -> Iterator[Item]:
    """All items: departments in the order of the agencies, then each township's."""
    documents = content.documents("items")
    for agency in content.records(agencies):
        name = "town" if agency["class"] == "乡镇政府" else agency["slug"]
        if name not in documents:  # an agency that nobody applies to
            continue
        for number, item in enumerate(documents[name]["items"], start=1):
            yield Item(code(agency["initials"], item["type"], number), agency["slug"], item)


def code(initials: str, kind: str, number: int) -> str:
    """`990121-ZJ-XK-0001`: region, agency, type, serial in the agency."""
    return f"990121-{initials}-{TYPE_LETTERS[kind]}-{number:04d}"


def items(agencies: pd.DataFrame) -> pd.DataFrame:
    """By item_code: the columns of the approvals' items, and `flow`, the shape of its steps."""
    by_slug = {agency["slug"]: agency for agency in content.records(agencies)}
    rows = [_row(item, by_slug[item.agency]) for item in told(agencies)]
    frame = pd.DataFrame(rows).astype({"legal_days": "int64", "promised_days": "int64"})
    return frame.set_index("item_code", drop=False)


def _row(item: Item, agency: Mapping[str, Any]) -> dict[str, Any]:
    raw = item.told
    return {
        "item_code": item.code,
        "name": raw["name"],
        "main_item": raw.get("main"),
        "type": raw["type"],
        "agency": item.agency,
        "window": agency["window"],
        "level": "乡级" if agency["class"] == "乡镇政府" else "县级",
        "life_event": raw["event"],
        "audience": raw["audience"],
        "handling": "即办件" if raw["promised"] == 0 else "承诺件",
        "legal_days": raw["legal"],
        "promised_days": raw["promised"],
        **dict.fromkeys(("legal_unit", "promised_unit"), "工作日"),
        "visits": raw["visits"],
        "has_fee": "fees" in raw,
        "conditions": "；".join(raw["conditions"]),
        "result": raw["result"],
        "phone": agency["phone"],
        "complaint_phone": agency["supervision_phone"],
        "link": None,
        "flow": raw["flow"],
    }


def publication_classes() -> pd.DataFrame:
    """The registry's table `publication_classes`."""
    return content.table("publication_classes")


def is_open(items: pd.DataFrame) -> pd.Series:
    """By item_code, whether cases of the item are published one by one."""
    return item_classes(items) == str(Publication.CASES)


def item_classes(items: pd.DataFrame) -> pd.Series:
    """By item_code, how its cases are published."""
    return publication_class(publication_classes(), items["name"], items["audience"])
