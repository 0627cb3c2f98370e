"""What a year of a township may see: its own months, those next to them, and what is said of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from mingbai.kinds.accounts.pages.book_years import BookYear
from mingbai.kinds.accounts.pages.parts import TownParts

PACKAGES = ("2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-plans", "2026-02")
# Table, period of the package, book, month or year.
ROWS = (
    ("sheets", "2024-11", "a", "2024-11"),
    ("sheets", "2024-12", "a", "2024-12"),
    ("entries", "2024-12", "a", "2024-12"),
    ("sheets", "2025-01", "a", "2025-01"),
    ("sheets", "2025-02", "b", "2025-02"),
    ("statements", "2025-03", "a", "2024"),
    ("plans", "2025-plans", "b", "2026"),
    ("sheets", "2026-02", "other", "2026-02"),
)


def known(*gone: str) -> TownParts:
    """Books a and b of one township, another book of another. gone: periods released once."""
    packages = tuple(SimpleNamespace(path=_path(p), period=p) for p in PACKAGES)
    entries = [SimpleNamespace(kind="accounts", package=_path(p), period=p) for p in gone]
    edition: Any = SimpleNamespace(
        tables={"accounts": SimpleNamespace(packages=packages)},
        releases=tuple(SimpleNamespace(entry=entry) for entry in entries),
    )
    rows = pd.DataFrame(ROWS, columns=["table", "package", "book", "period"])
    rows = rows.assign(
        package=rows["package"].map({period: at for at, period in enumerate(PACKAGES)}),
        town=rows["book"].map({"a": "one", "b": "one", "other": "two"}),
        year=rows["period"].str[:4],
    )
    return TownParts(edition, {"one": ("a", "b"), "two": ("other",), "three": ("c",)}, rows)


def _path(period: str) -> str:
    return f"accounts/taiping/{period}"


def seen(parts: TownParts, code: str) -> dict[str, set[str]]:
    """The periods of the packages that each year of a township sees."""
    return {
        year: {path.rpartition("/")[2] for path in part.packages}
        for year, part in parts.years(code).items()
    }


def test_a_year_sees_its_months_and_those_next_to_them() -> None:
    """December is read beside January; statements are of the year they speak of, and later told."""
    assert seen(known(), "one") == {
        "2024": {"2024-11", "2024-12", "2025-01", "2025-03", "2025-plans"},
        "2025": {"2024-12", "2025-01", "2025-02", "2025-03", "2025-plans"},
        "2026": {"2025-plans"},
    }
    assert seen(known(), "two") == {"2026": {"2026-02"}}
    assert seen(known(), "three") == {}
    assert known().town("three") is None
    part = known().years("one")["2025"]
    assert (part.name, part.year, part.ids) == ("one/2025", "2025", {"a", "b"})


def test_a_year_of_which_everything_is_gone_is_a_year() -> None:
    """Its former sheets are told: with packages of its own or, where none is left, with all."""
    of_one = seen(known("2023-05", "2024-11"), "one")
    assert of_one["2023"] == {"2025-plans"}
    assert seen(known("2023-05"), "two") == {"2023": {"2026-02"}, "2026": {"2026-02"}}


def test_a_year_is_told_of_the_others() -> None:
    """Which years stand before and after it, and whether the newest month is in it."""
    assert known().books("one", "2024") == {
        "a": BookYear(is_published=True, before="", after="2025", is_newest=False),
        "b": BookYear(is_published=False, before="", after="", is_newest=False),
    }
    assert known().books("one", "2025") == {
        "a": BookYear(is_published=True, before="2024", after="", is_newest=True),
        "b": BookYear(is_published=True, before="", after="2026", is_newest=True),
    }
    assert known().books("three", "2025") == {}
