"""A workbook over a month that is in the log: what was published is kept, each change explained."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import remembered
from harness import data_folder
from mingbai import workbook
from mingbai.history import versions
from mingbai.kinds import CHOICES, by_name
from mingbai.workbook import Imported
from remembered import TYPO, codes, look, rows

KINDS = ("delays", "registry")
PLACE = "delays/zhujian/2026-06"
REASON = "还在等上级批复"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notices of the fixture, released."""
    root = data_folder(tmp_path_factory.mktemp("data"), "delays")
    remembered.release(root, KINDS)
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """The same in a folder of its own."""
    return Path(shutil.copytree(released, tmp_path / "data"))


def imported(root: Path, text: str, **more: Any) -> Imported:
    """The month of the fixture, typed again with another reason in its first notice."""
    notices = by_name("delays")
    path = root.parent / "六月.xlsx"
    path.unlink(missing_ok=True)
    workbook.write_template(notices, "2026-06", path, CHOICES)
    made = openpyxl.load_workbook(path)
    table = rows(root, f"{PLACE}/notices.csv")
    table[0]["reason"] = text
    for number, row in enumerate(table, start=2):
        for column, cell in enumerate(row.values(), start=1):
            made["滞办告知书"].cell(number, column).value = cell or None
            made["滞办告知书"].cell(number, column).data_type = "s" if cell else "n"
    made.save(path)
    return workbook.import_workbook(
        path,
        notices,
        "zhujian",
        "2026-06",
        root,
        title="另起的标题",
        published="2026-07-25",
        approved_by="演示",
        check=lambda folder: look(folder, KINDS)[1],
        answers=workbook.Answers(is_replacing=True),
        **more,
    )


def test_the_former_version_is_kept_and_a_correction_drafted(root: Path) -> None:
    """One cell differs: one line with its reason; first day and title stay as published."""
    was = rows(root, f"{PLACE}/notices.csv")[0]["reason"]
    former = remembered.look(root, KINDS)[0].standings[PLACE]
    done = imported(root, REASON, why=lambda _: TYPO)
    assert not done.is_refused, done.issues
    [line] = remembered.lines_of(root, PLACE)
    assert (line.change.field, line.change.before, line.change.after) == ("reason", was, REASON)
    assert (line.reason, line.words, line.decided_by) == (TYPO.reason, TYPO.words, TYPO.decided_by)
    document = json.loads((root / PLACE / "datapackage.json").read_text("utf-8"))
    assert document["published"] == former.package.published.isoformat()
    assert document["title"] == former.package.title
    [folder] = (root / versions.FOLDER / PLACE).iterdir()
    assert folder.name == former.seal.digest
    assert was in (folder / "notices.csv").read_text("utf-8")
    assert not look(root, KINDS)[1]
    [entry] = remembered.release(root, KINDS, remembered.LATER).entries
    assert (entry.action, entry.replaces) == ("correct", former.seal.digest)


def test_without_a_reason_nothing_is_imported(root: Path) -> None:
    """The package stays as it was published, and the issue names the cell in the workbook."""
    before = (root / PLACE / "notices.csv").read_bytes()
    done = imported(root, REASON)
    assert done.is_refused
    assert codes(done.issues) == ["changed-without-reason"]
    [issue] = done.issues
    assert issue.path.startswith("六月.xlsx/")
    assert (root / PLACE / "notices.csv").read_bytes() == before
    assert not (root / versions.FOLDER).exists()


def test_the_same_workbook_again_changes_nothing(root: Path) -> None:
    """No line, no entry."""
    done = imported(root, rows(root, f"{PLACE}/notices.csv")[0]["reason"], why=lambda _: TYPO)
    assert not done.is_refused
    assert not (root / PLACE / "corrections.csv").exists()
    assert not remembered.release(root, KINDS, remembered.LATER).entries


def test_a_second_import_goes_on_from_the_first(root: Path) -> None:
    """Corrections are no table of the workbook: they stay, and the new one has number 2."""
    imported(root, REASON, why=lambda _: TYPO)
    remembered.release(root, KINDS, remembered.LATER)
    done = imported(root, "上级批复还没有到", why=lambda _: TYPO)
    assert not done.is_refused, done.issues
    assert [line.number for line in remembered.lines_of(root, PLACE)] == [1, 2]
    assert not look(root, KINDS)[1]
