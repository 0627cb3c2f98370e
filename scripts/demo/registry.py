"""Plan -> the registry: places, agencies, books, posts, windows, bases, calendar, rules, site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from demo import content
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.places import map_tiles
from demo.plan import Plan
from demo.signing import signer
from demo.workdays import announced_days

_AGENCY_COLUMNS = [
    "slug",
    "uscc",
    "name",
    "short_name",
    "class",
    "place_code",
    "address",
    "hours",
    "phone",
    "supervision_phone",
    "functions",
]

_BOOK_COLUMNS = [
    "book_id",
    "place_code",
    "name",
    "kind",
    "keeper",
    "collective_code",
    "since",
    "until",
    "rhythm",
]


def packages(plan: Plan, _: Chance) -> Iterator[DemoPackage]:
    """One package, published at the beginning of the last year."""
    places = plan.places[["place_code", "parent_code", "name", "kind"]]
    books = plan.books.rename(columns={"town": "keeper"}).assign(until=None, rhythm=None)
    books = books[_BOOK_COLUMNS]
    yield DemoPackage(
        kind="registry",
        publisher="county",
        period=str(plan.size.year),
        title=f"清源县 {plan.size.year} 年登记表：地方、单位、账簿和规则",
        published=min(date(plan.size.year, 1, 6), plan.as_of),
        approved_by="清源县人民政府办公室（演示）",
        tables={
            "places": places,
            "agencies": plan.agencies[_AGENCY_COLUMNS],
            "books": books,
            "posts": plan.posts,
            "windows": plan.windows,
            "leaders": plan.leaders,
            "contacts": plan.contacts,
            "legal_bases": content.table("legal_bases"),
            "calendar": announced_days(),
            "rules": content.table("rules"),
            "site": content.table("site"),
            "publication_classes": content.table("publication_classes"),
            "log_keys": _log_keys(plan),
            "synonyms": content.table("synonyms"),
            "households": _households(plan),
            "map_tiles": map_tiles(plan.places),
        },
    )


def _households(plan: Plan) -> pd.DataFrame:
    """Every village and group, as counted at the end of the year before."""
    places = plan.places[plan.places["households"] > 0]
    return pd.DataFrame(
        {
            "place_code": places["place_code"].to_numpy(),
            "counted_on": pd.Timestamp(plan.size.year - 1, 12, 31),
            "households": places["households"].to_numpy(),
        }
    )


def first_release(plan: Plan) -> date:
    """The day on which the portal first went public."""
    return min(date.fromisoformat(_setting("first_release")), plan.as_of)


def site_url() -> str:
    """The address of the portal."""
    return _setting("site_url")


def _setting(key: str) -> str:
    site = content.table("site").set_index("key")["value"]
    return str(site[key])


def _log_keys(plan: Plan) -> pd.DataFrame:
    """The demo's key, valid since the first release."""
    key = signer(site_url()).verifier.text
    since = pd.Timestamp(first_release(plan))
    return pd.DataFrame({"vkey": [key], "since": [since], "until": [pd.NaT]})
