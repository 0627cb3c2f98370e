"""What kinds declare: each fact once, and whatever contradicts another is refused by name."""

from __future__ import annotations

import csv
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from harness import ROOT
from mingbai.county import LIKE_MIN, Threshold
from mingbai.kinds import DECLARED, KINDS, by_name
from mingbai.model import Kind, declarations

EACH_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def constants(kind: Kind, sort: type) -> Iterator[Any]:
    """Everything of a sort that stands at the top of a module of the kind, its own or imported."""
    package = importlib.import_module(f"mingbai.kinds.{kind.name}")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        yield from (value for value in vars(module).values() if isinstance(value, sort))


@EACH_KIND
def test_a_kind_declares_the_thresholds_that_it_asks_for(kind: Kind) -> None:
    """No more, no fewer: the county's rule set is refused if it lacks a declared one."""
    assert set(kind.thresholds) == set(constants(kind, Threshold))


def test_the_demo_county_s_rule_set_starts_from_what_is_declared() -> None:
    """Key, number, unit and meaning are those of the declarations."""
    with (ROOT / "scripts/demo/rules.csv").open(encoding="utf-8", newline="") as file:
        rows = [(r["key"], int(r["value"]), r["unit"], r["meaning"]) for r in csv.DictReader(file)]
    assert sorted(rows) == [(t.key, t.default, t.unit, t.meaning) for t in DECLARED.thresholds]


def test_two_kinds_share_a_threshold_but_not_its_key() -> None:
    """The same number may serve two kinds; one key with two meanings is a fault of code."""
    accounts, holdings = by_name("accounts"), by_name("holdings")
    assert LIKE_MIN in accounts.thresholds
    assert LIKE_MIN in holdings.thresholds
    other = replace(holdings, thresholds=(replace(LIKE_MIN, unit="份"),))
    with pytest.raises(ValueError, match="holdings: another kind declares like_min otherwise"):
        declarations([accounts, other])
