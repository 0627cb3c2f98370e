"""Contracts that hold for every kind, unedited, and the fixtures of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import FIXTURES, cases, data_folder, issues_of, line, seal
from mingbai.issues import Severity
from mingbai.kinds import KINDS
from mingbai.read import tables
from shared import Shared

BY_NAME = {kind.name: kind for kind in KINDS}


@pytest.mark.parametrize("name", BY_NAME)
def test_the_good_fixture_has_nothing_wrong(name: str, shared: Shared) -> None:
    """A kind's good fixture passes every rule without a word."""
    expected = FIXTURES / name / "good" / "issues.txt"
    lines = expected.read_text("utf-8").splitlines() if expected.exists() else []
    assert [line(issue) for issue in shared.checked(shared.data(name)).issues] == lines


def test_every_fault_case_belongs_to_a_kind() -> None:
    """An issues.txt stands in a case of a kind, where it is run as a test (see conftest.py)."""
    places = [path.relative_to(FIXTURES).parts for path in FIXTURES.rglob("issues.txt")]
    assert [place for place in places if len(place) != 3 or place[0] not in BY_NAME] == []


@pytest.mark.parametrize("name", BY_NAME)
def test_every_rule_has_a_fault_case(name: str) -> None:
    """Each rule code of a kind is seen failing in at least one fixture."""
    seen = {
        line.split()[1]
        for case in cases(name)
        for line in (FIXTURES / name / case / "issues.txt").read_text("utf-8").splitlines()
    }
    assert {check.rule.code for check in BY_NAME[name].checks} - seen == set()


@pytest.mark.parametrize("name", [name for name in BY_NAME if name != "registry"])
def test_rules_have_nothing_to_say_where_nothing_was_published(name: str, shared: Shared) -> None:
    """Beside all that other kinds publish: so a build need not ask rules of a kind without data."""
    kind = BY_NAME[name]
    county = shared.checked(shared.data("registry", others=tuple(BY_NAME)[1:])).county
    assert county is not None
    empty, _ = tables.read(kind.schemas, ())
    verdicts = {check.rule.code: check.run(empty, county) for check in kind.checks}
    assert [code for code, v in verdicts.items() if v.looked_at or v.issues] == []


@pytest.mark.parametrize("name", BY_NAME)
def test_a_kind_explains_itself(name: str) -> None:
    """README, Chinese and English titles, and rules in plain words with a remedy."""
    kind = BY_NAME[name]
    assert (kind.folder / "README.md").read_text("utf-8").strip()
    for schema in kind.schemas:
        for field in schema.fields:
            assert field.title
            assert field.title_en
            assert field.description
    for check in kind.checks:
        assert check.rule.meaning
        assert check.rule.remedy


def test_rule_codes_are_unique() -> None:
    """One code, one rule, over the whole project."""
    codes = [check.rule.code for kind in KINDS for check in kind.checks]
    assert len(codes) == len(set(codes))


def test_the_catalogue_knows_every_kind(tmp_path: Path) -> None:
    """An entry may name any kind, published or not, and no other; the issue lists them."""
    data = data_folder(tmp_path, "catalogue")
    path = min(data.glob("catalogue/*/*/entries.csv"))
    heading, first, *_ = path.read_text("utf-8").splitlines()
    entry = first.partition(",")[2].rpartition(",")[0]
    names = (*BY_NAME, "acounts")
    rows = [f"ML-{number:03},{entry},{name}" for number, name in enumerate(names, start=1)]
    path.write_text("\n".join((heading, *rows, "")), "utf-8")
    seal(data)
    [issue] = [i for i in issues_of(data) if i.severity is Severity.ERROR]
    assert (issue.code, issue.row, issue.field) == ("unknown-reference", len(names) + 1, "kind")
    assert (issue.found, issue.expected) == ("acounts", "、".join(BY_NAME))
