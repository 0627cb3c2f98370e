"""A package that is withdrawn leaves its reason, its version and its line in the log."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import remembered
from harness import data_folder
from mingbai import history
from mingbai.cli import app
from mingbai.history import merkle, versions
from mingbai.read.package import find, withdrawn
from remembered import LATER, SCHEMAS, codes, look

NOTICES = "delays/zhujian/2026-06"
KINDS = ("delays", "registry")
BACK = LATER + timedelta(7)
WHY = (
    "--reason",
    "审计或检查要求",
    "--words",
    "全部告知书要重新核实",
    "--decided-by",
    "住建局局长",
)


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


def run(root: Path, package: str = NOTICES, why: tuple[str, ...] = WHY) -> Result:
    """`mingbai withdraw`."""
    return CliRunner().invoke(app, ["withdraw", package, *why, "--data", str(root)])


def test_what_is_left_of_a_package(root: Path) -> None:
    """Its descriptor with the record, its version, a line of no rows; no issue, no package."""
    former = look(root, KINDS)[0].standings[NOTICES]
    done = run(root)
    assert done.exit_code == 0, done.output
    assert [path.name for path in (root / NOTICES).iterdir()] == ["datapackage.json"]
    document = json.loads((root / NOTICES / "datapackage.json").read_text("utf-8"))
    assert document["withdrawn"]["words"] == "全部告知书要重新核实"
    assert document["published"] == former.package.published.isoformat()
    [kept] = (root / versions.FOLDER / NOTICES).iterdir()
    assert kept.name == former.seal.digest
    assert (kept / "notices.csv").is_file()
    packages, issues = find(root, SCHEMAS)
    assert not issues
    assert NOTICES not in {one.path for one in packages}
    assert not look(root, KINDS)[1]
    [entry] = remembered.release(root, KINDS, LATER).entries
    assert (entry.action, entry.rows, entry.replaces) == ("withdraw", 0, former.seal.digest)
    assert entry.root == merkle.EMPTY_ROOT.hex()
    assert not remembered.release(root, KINDS, LATER).entries


def test_a_second_time_and_what_was_never_published(root: Path) -> None:
    """Each is said in words, and changes nothing."""
    assert "没有入过日志的" in run(root, "delays/zhujian/2026-07").output
    run(root)
    again = run(root)
    assert (again.exit_code, "已经撤回" in again.output) == (1, True)
    assert withdrawn(root, NOTICES) is not None


def test_what_was_changed_since_cannot_be_withdrawn(root: Path) -> None:
    """The version that is kept must be the one that was published."""
    table = remembered.rows(root, f"{NOTICES}/notices.csv")
    table[0]["reason"] = "还在等上级批复"
    remembered.rewrite(root, f"{NOTICES}/notices.csv", table)
    done = run(root)
    assert (done.exit_code, "和公开过的不一样" in done.output) == (1, True)
    assert (root / NOTICES / "notices.csv").is_file()


@pytest.mark.parametrize(
    "why",
    [("--reason", "不想公开", *WHY[2:]), (*WHY[:3], "错了", *WHY[4:])],
    ids=["reason", "words"],
)
def test_a_reason_is_one_of_the_list_and_in_words(root: Path, why: tuple[str, ...]) -> None:
    """Otherwise nothing is withdrawn."""
    assert run(root, why=why).exit_code == 1
    assert (root / NOTICES / "notices.csv").is_file()


@pytest.mark.parametrize(
    "spoil",
    [{"words": "错了"}, {"on": "2026-02-30"}, {"decided_by": ""}, {"more": "x"}],
    ids=["words", "on", "decided_by", "more"],
)
def test_a_record_written_by_hand(root: Path, spoil: dict[str, str]) -> None:
    """A withdrawal without a day, a reason or a decision is none."""
    run(root)
    file = root / NOTICES / "datapackage.json"
    document = json.loads(file.read_text("utf-8"))
    document["withdrawn"] |= spoil
    file.write_text(json.dumps(document), "utf-8")
    assert "bad-withdrawal" in codes(find(root, SCHEMAS)[1])


def test_a_ground_of_no_list_written_by_hand(root: Path) -> None:
    """The command asks for one of the list; so does the check."""
    run(root)
    file = root / NOTICES / "datapackage.json"
    file.write_text(file.read_text("utf-8").replace("审计或检查要求", "不想公开"), "utf-8")
    assert codes(look(root, KINDS)[1]) == ["withdrawal-without-ground"]


def test_a_withdrawal_of_what_was_never_published(root: Path) -> None:
    """It would say that something had been public; a folder that the log does not know."""
    run(root)
    other = root / "delays/zhujian/2026-07"
    shutil.copytree(root / NOTICES, other)
    [issue] = look(root, KINDS)[1]
    assert issue.code == "withdrawn-never-published"
    assert issue.path == "delays/zhujian/2026-07/datapackage.json"


def test_tables_may_not_lie_beside_the_record(root: Path) -> None:
    """What is withdrawn is not offered any more."""
    run(root)
    (root / NOTICES / "notices.csv").write_text("notice_no\n", "utf-8")
    assert "stray-file" in codes(find(root, SCHEMAS)[1])


def test_a_record_that_is_changed_afterwards(root: Path) -> None:
    """It was released with its words: other words are another version, which nobody kept."""
    run(root)
    remembered.release(root, KINDS, LATER)
    file = root / NOTICES / "datapackage.json"
    file.write_text(file.read_text("utf-8").replace("重新核实", "重新做过"), "utf-8")
    assert codes(look(root, KINDS)[1]) == ["former-version-missing"]
    assert history.log.read(root).newest[NOTICES].action == "withdraw"


def _withdrawn(root: Path) -> None:
    """The notices, withdrawn and released so."""
    assert run(root).exit_code == 0
    remembered.release(root, KINDS, LATER)


def _reinstate(root: Path, why: tuple[str, ...] = WHY, package: str = NOTICES) -> Result:
    """`mingbai reinstate`."""
    return CliRunner().invoke(app, ["reinstate", package, *why, "--data", str(root)])


def test_what_was_withdrawn_can_be_published_again(root: Path) -> None:
    """As it was, with a line that says why; the log goes on from the withdrawal, which stays."""
    before = (root / NOTICES / "notices.csv").read_bytes()
    _withdrawn(root)
    withdrawal = history.log.read(root).newest[NOTICES]
    done = _reinstate(root)
    assert done.exit_code == 0, done.output
    assert (root / NOTICES / "notices.csv").read_bytes() == before
    [line] = remembered.lines_of(root, NOTICES)
    assert (line.change.table, line.change.field) == ("datapackage", "withdrawn")
    assert (line.change.before, line.change.after) == ("2026-07-25 撤回", "恢复公开")
    memory, issues = look(root, KINDS)
    assert not issues
    [entry] = remembered.release(root, KINDS, BACK).entries
    assert (entry.action, entry.replaces) == ("correct", withdrawal.digest)
    assert not remembered.release(root, KINDS, BACK).entries
    assert not look(root, KINDS)[1]
    tables, _ = remembered.read_kinds(root, KINDS)
    memory, _ = look(root, KINDS)
    told = [
        one
        for one in history.releases.releases(root, history.log.read(root), tables, memory.standings)
        if one.entry.package == NOTICES
    ]
    assert [(one.order, one.is_withdrawal, one.is_current) for one in told] == [
        (1, False, False),
        (2, True, False),
        (3, False, True),
    ]
    assert [change.field for change in told[2].changes] == ["withdrawn"]
    assert told[1].seal.document["withdrawn"]["words"] == "全部告知书要重新核实"


def test_what_is_changed_at_its_return_needs_its_reason(root: Path) -> None:
    """The line for the return explains no other change."""
    _withdrawn(root)
    assert _reinstate(root).exit_code == 0
    table = remembered.rows(root, f"{NOTICES}/notices.csv")
    table[0]["reason"] += "（补）"
    remembered.rewrite(root, f"{NOTICES}/notices.csv", table)
    assert codes(look(root, KINDS)[1]) == ["changed-without-reason"]
    remembered.correct(root, NOTICES)
    assert not look(root, KINDS)[1]


def test_what_comes_back_without_a_word_is_refused(root: Path) -> None:
    """Somebody takes the folder from the repository: the gate names the command."""
    shutil.copytree(root / NOTICES, root.parent / "then")
    _withdrawn(root)
    shutil.rmtree(root / NOTICES)
    shutil.copytree(root.parent / "then", root / NOTICES)
    [issue] = look(root, KINDS)[1]
    assert issue.code == "withdrawn-package-is-back"
    assert issue.values["package"] == NOTICES
    assert issue.expected == "2026-07-25"


def test_what_cannot_be_reinstated_is_said_in_words(root: Path) -> None:
    """Not withdrawn; a withdrawal that is in no log; a version that was not kept; no reason."""
    assert "没有撤回" in _reinstate(root).output
    assert run(root).exit_code == 0
    assert "还没有入日志" in _reinstate(root).output
    remembered.release(root, KINDS, LATER)
    assert "--words 至少写四个字" in _reinstate(root, (*WHY[:3], "好", *WHY[4:])).output
    shutil.rmtree(root / versions.FOLDER / NOTICES)
    done = _reinstate(root)
    assert "没有留下来" in done.output
    assert done.exit_code == 1
    assert [path.name for path in (root / NOTICES).iterdir()] == ["datapackage.json"]
