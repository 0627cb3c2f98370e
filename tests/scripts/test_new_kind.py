"""The scaffold: a kind that is laid out by one command is whole, and its site is built at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import new_kind
from harness import ROOT

# The longest that a kind may be called: no line of it may grow too long.
NAME = "petitions_of_the_countyx"
TITLE = "县乡两级信访事项受理办理答复和回访督办情况公示"
TITLE_EN = "Petitions to the County and to its Townships and the Answers"
PYTEST = ("pytest", "-q", "-p", "no:cacheprovider")
# Its own tests, those that hold for every kind, and those of the rule sets that it is entered in.
PLACES = (NAME, "registry", "test_pages.py", "test_rules.py", "test_mutation.py")
TESTS = [f"tests/kinds/{place}" for place in PLACES]


def _run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A Python command in the copy, on the copy's own code."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "plugins")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _copy(target: Path) -> Path:
    """The repository's files, of the data only the registry and the notices."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in listed:
        parts = Path(name).parts
        is_other_data = parts[0] == "data" and parts[1] not in {"registry", "supervision"}
        if not is_other_data and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which the new kind was laid out."""
    folder = _copy(tmp_path_factory.mktemp("copy"))
    made = _run(folder, "scripts/new_kind.py", NAME, TITLE, TITLE_EN)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        (*PYTEST, *TESTS, "-k", f"{NAME} or rule_key or knows or unique or column"),
    ],
    ids=("format", "lint", "tests"),
)
def test_a_new_kind_is_formatted_linted_and_tested(copy: Path, words: tuple[str, ...]) -> None:
    """Nothing is left to be done by hand, however long its names."""
    done = _run(copy, "-m", *words)
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_rule_is_translated(copy: Path) -> None:
    """Every message has its English."""
    done = _run(copy, "scripts/translations.py", "en")
    assert done.returncode == 0, done.stdout


def test_its_data_becomes_a_site(copy: Path, tmp_path: Path) -> None:
    """A package alone brings its pages, its search entry, its feed and its downloads."""
    package = copy / "data" / NAME / "office" / "2026"
    package.mkdir(parents=True)
    fixture = copy / "tests/kinds" / NAME / "good/office/2026" / f"{NAME}.csv"
    shutil.copyfile(fixture, package / fixture.name)
    descriptor = {
        "name": f"{NAME}-office-2026",
        "title": "2026 年",
        "published": "2026-07-10",
        "approved_by": "演示",
        "resources": [{"name": NAME, "path": f"{NAME}.csv"}],
    }
    (package / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    # Its own, and the registry's: the rule set has the threshold of the kind.
    sealed = _run(copy, "-m", "mingbai.cli", "seal", f"{NAME}/office/2026", "registry/county/2026")
    assert sealed.returncode == 0, sealed.stdout + sealed.stderr
    site = tmp_path / "site"
    built = _run(copy, "-m", "mingbai.cli", "build", "--output", str(site))
    assert built.returncode == 0, built.stdout + built.stderr
    assert "第一件事" in (site / NAME / "index.html").read_text("utf-8")
    assert (site / NAME / "A-001" / "index.html").is_file()
    index = "".join(path.read_text("utf-8") for path in (site / "search").glob("*.json"))
    assert f'"/{NAME}/A-001/"' in index
    assert "第一件事" in (site / f"feeds/kinds/{NAME}.atom").read_text("utf-8")
    assert "A-001" in (site / "data" / NAME / f"{NAME}.csv").read_text("utf-8")
    assert (site / "data" / NAME / "office/2026" / f"{NAME}.csv").is_file()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("supervision", "督查", "Supervision"), "a kind"),
        (("class", "课", "Class"), "no identifier"),
        (("Petitions", "信访", "Petitions"), "no identifier"),
        (("search", "检索", "Search"), "a page of the portal"),
        (("contract", "合同", "Contract"), "a scope of holdings"),
        (("petitions", "信访 事项", "Petitions"), "no spaces"),
        (("petitions", "信访" * 30, "Petitions"), "1 to 24"),
    ],
)
def test_a_name_that_cannot_be_is_refused(words: tuple[str, str, str], reason: str) -> None:
    """It says what the name is already, or what it must look like."""
    (refusal,) = new_kind.refusals(new_kind.NewKind(*words))
    assert reason in refusal


def test_a_refusal_writes_nothing(copy: Path) -> None:
    """A kind that was laid out is not laid out again over what was written into it."""
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    refused = _run(copy, "-B", "scripts/new_kind.py", NAME, TITLE, TITLE_EN)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "exists already: a kind" in refused.stderr
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before
