"""The clerk's way: change, `correct`, `check`, `release`, with the former version from anywhere."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import remembered
from harness import data_folder, seal
from mingbai import history
from mingbai.cli import app
from mingbai.history import notes, versions
from mingbai.history.drafting import sealed_package
from mingbai.tabular import csv_pieces
from remembered import LATER, SCHEMAS, codes, describe, look, rewrite, rows

BOOKS = "accounts/taiping/2026-06"
ENTRIES = f"{BOOKS}/entries.csv"
TOWNS = "registry/county/2026"
KINDS = ("accounts", "registry")
WHY = ("--reason", "录入错误", "--words", "摘要写错了一个词", "--decided-by", "三资办主任")


def run(*words: str, typed: str = "") -> Result:
    """The command, in this process."""
    return CliRunner().invoke(app, list(words), input=typed)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books and registry, released."""
    root = data_folder(tmp_path_factory.mktemp("data"), "accounts")
    remembered.release(root, KINDS)
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """The same in a folder of its own, one word changed and sealed."""
    root = Path(shutil.copytree(released, tmp_path / "data"))
    change(root)
    return root


def change(root: Path) -> None:
    """One word in the summary of one line."""
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付本月接待补贴"
    rewrite(root, ENTRIES, table)


def test_from_git(released: Path, tmp_path: Path) -> None:
    """The version that the log names is found among all that were committed."""
    root = Path(shutil.copytree(released, tmp_path / "county/data"))
    git = ("git", "-C", str(root.parent), "-c", "user.name=t", "-c", "user.email=t@example.org")
    subprocess.run([*git, "init", "-q"], check=True)
    for message, edit in (("六月", None), ("改了", change)):
        if edit:
            edit(root)
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", message], check=True)
    done = run("correct", BOOKS, *WHY, "--data", str(root))
    assert done.exit_code == 0, done.output
    assert "已写更正 1 条" in done.output
    assert not look(root, KINDS)[1]
    assert len(list((root / versions.FOLDER / BOOKS).iterdir())) == 1


def test_a_hand_edit_that_is_sealed_is_named_to_the_cell(released: Path, tmp_path: Path) -> None:
    """`seal` keeps the published version, so that the check can say what was changed."""
    root = Path(shutil.copytree(released, tmp_path / "county/data"))
    git = ("git", "-C", str(root.parent), "-c", "user.name=t", "-c", "user.email=t@example.org")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "六月"]):
        subprocess.run([*git, *words], check=True)
    file = root / ENTRIES
    file.write_text(file.read_text("utf-8").replace("2026-06-10", "2026-06-11", 1), "utf-8")
    table = rows(root, ENTRIES)
    table[2]["summary"] = "付本月接待补贴"
    rewrite(root, ENTRIES, table)
    describe(root, BOOKS, {"title": "太平镇账目"})
    assert "former-version-missing" in codes(look(root, KINDS)[1])
    file.write_text(file.read_text("utf-8").replace("付本月接待补贴", "付本月招待补贴"), "utf-8")
    done = run("seal", BOOKS, "--data", str(root))
    assert (done.exit_code, "其中 1 个公开过" in done.output) == (0, True), done.output
    issues = look(root, KINDS)[1]
    assert set(codes(issues)) == {"changed-without-reason"}
    assert "付本月招待补贴" in [issue.found for issue in issues]


def test_from_another_data_folder(root: Path, released: Path) -> None:
    """As a colleague's copy, or a backup."""
    done = run("correct", BOOKS, *WHY, "--former", str(released), "--data", str(root))
    assert done.exit_code == 0, done.output
    assert not look(root, KINDS)[1]


def test_from_a_published_site(root: Path, released: Path, tmp_path: Path) -> None:
    """What the site offers for download is the version itself, to the byte."""
    one = sealed_package(released, BOOKS, SCHEMAS["accounts"])
    assert one is not None
    folder = tmp_path / "site/data" / BOOKS
    folder.mkdir(parents=True)
    (folder / "seal.json").write_bytes(one.seal.body)
    for name, table in one.tables.items():
        (folder / f"{name}.csv").write_bytes(b"".join(csv_pieces(table)))
    done = run("correct", BOOKS, *WHY, "--former", str(tmp_path / "site"), "--data", str(root))
    assert done.exit_code == 0, done.output
    assert not look(root, KINDS)[1]


def test_from_nowhere(root: Path) -> None:
    """Where nobody has the former version, the command says how to point to one."""
    done = run("correct", BOOKS, *WHY, "--data", str(root))
    assert done.exit_code == 1
    assert "用 --former 指出" in done.output
    assert codes(look(root, KINDS)[1]) == ["former-version-missing"]


def test_only_the_reasons_are_asked(root: Path, released: Path) -> None:
    """What, before and after are shown; a number, a sentence and a post are typed."""
    typed = "99\n2\n合计加错了一行\n三资办主任\n"
    done = run("correct", BOOKS, "--former", str(released), "--data", str(root), typed=typed)
    assert done.exit_code == 0, done.output
    assert "现在：付本月接待补贴" in done.output
    [line] = remembered.lines_of(root, BOOKS)
    assert (line.reason, line.words, line.decided_by) == (
        "计算错误",
        "合计加错了一行",
        "三资办主任",
    )


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--words", "错", "有 1 个字，至少 4 个字"),
        ("--words", "    ", "“    ”"),
        ("--words", "错" * 301, "有 301 个字"),
        ("--decided-by", "主任" * 31, "有 62 个字"),
        ("--decided-by", " 主任", "“ 主任”"),
    ],
)
def test_a_reason_that_cannot_stand_there(root: Path, option: str, text: str, said: str) -> None:
    """Whatever the check would refuse afterwards is refused before anything is written."""
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    words = [text if WHY[number - 1] == option else one for number, one in enumerate(WHY)]
    for command in ("correct", "erase", "withdraw", "reinstate"):
        rest = words[2:] if command == "erase" else words
        done = run(command, BOOKS, *rest, "--data", str(root))
        assert (done.exit_code, option in done.output) == (1, True), done.output
        assert said in done.output or "至少写四个字" in done.output
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_reason_that_cannot_stand_there_is_asked_again(root: Path, released: Path) -> None:
    """On a terminal, with what is wrong with it."""
    typed = "1\n错\n摘要写错了一个词\n三资办主任\n"
    done = run("correct", BOOKS, "--former", str(released), "--data", str(root), typed=typed)
    assert done.exit_code == 0, done.output
    assert "有 1 个字，至少 4 个字" in done.output
    assert remembered.lines_of(root, BOOKS)[0].words == "摘要写错了一个词"


def test_from_a_site_that_was_built_since(root: Path, released: Path, tmp_path: Path) -> None:
    """It offers the former version below the newest one; one that is not whole is none."""
    one = sealed_package(released, BOOKS, SCHEMAS["accounts"])
    assert one is not None
    folder = tmp_path / "site/data" / BOOKS
    (folder / "v1").mkdir(parents=True)
    (folder / "seal.json").write_text("{}", "utf-8")
    (folder / "v1/seal.json").write_bytes(one.seal.body)
    lacking = run("correct", BOOKS, *WHY, "--former", str(tmp_path / "site"), "--data", str(root))
    assert (lacking.exit_code, "找不到公开过的那一版" in lacking.output) == (1, True)
    for name, table in one.tables.items():
        (folder / "v1" / f"{name}.csv").write_bytes(b"".join(csv_pieces(table)))
    done = run("correct", BOOKS, *WHY, "--former", str(tmp_path / "site"), "--data", str(root))
    assert done.exit_code == 0, done.output
    assert not look(root, KINDS)[1]


def test_what_was_never_released_needs_no_correction(root: Path) -> None:
    """Nobody has seen it: it is simply changed."""
    done = run("correct", "accounts/taiping/2026-07", *WHY, "--data", str(root))
    assert done.exit_code == 1
    assert "不用更正" in done.output


def test_a_reason_of_no_list(root: Path) -> None:
    """Refused before anything is written, with the whole list."""
    done = run("correct", BOOKS, "--reason", "手滑", "--data", str(root))
    assert done.exit_code == 1


def test_seal_says_what_it_did(root: Path) -> None:
    """A table changed by hand is sealed by the command that the check names."""
    file = root / ENTRIES
    file.write_text(file.read_text("utf-8").replace("接待", "交通", 1), "utf-8")
    assert codes(look(root, KINDS)[1])[-1] == "seal-broken"
    done = run("seal", BOOKS, "--data", str(root))
    assert (done.exit_code, done.output) == (0, f"已封签 1 个数据包：{BOOKS}\n")
    assert run("seal", BOOKS, "--data", str(root)).output == "封签都在，不用改。\n"
    assert "没有这些数据包" in run("seal", "accounts/x/2026-06", "--data", str(root)).output
    assert run("seal", "--data", str(root)).exit_code == 1


def test_release_is_idempotent_and_refuses(released: Path, tmp_path: Path) -> None:
    """Nothing new, no byte; unsound data 2."""
    root = data_folder(tmp_path / "data", "registry")
    first = run("release", "--on", "2026-07-20", "--data", str(root))
    assert (first.exit_code, first.output) == (0, "入日志 1 条，共 1 条；检查点未签名。\n")
    before = _history(root)
    again = run("release", "--on", "2026-07-21", "--data", str(root))
    assert (again.exit_code, again.output) == (0, "没有新的，日志还是 1 条。\n")
    assert _history(root) == before
    site = root / "registry/county/2026/site.csv"
    site.write_text(site.read_text("utf-8").replace("\n", " \n", 1), "utf-8")
    assert run("release", "--data", str(root)).exit_code == 2
    assert _history(root) == before


def test_a_key_signs_only_what_it_counts_for(tmp_path: Path) -> None:
    """One that nobody registered, or out of its days: said before a byte is written."""
    root = data_folder(tmp_path / "data", "registry")
    key = notes.generate(remembered.ORIGIN)
    (tmp_path / "key").write_text(key.text + "\n", "utf-8")
    command = ("release", "--key", str(tmp_path / "key"), "--data", str(root), "--on")
    unknown = run(*command, "2026-07-20")
    assert (unknown.exit_code, "没有登记" in unknown.output) == (1, True), unknown.output
    (root / TOWNS / "log_keys.csv").write_text(
        f"vkey,since,until\n{key.verifier.text},2026-01-01,2026-07-31\n", "utf-8"
    )
    document = json.loads((root / TOWNS / "datapackage.json").read_text("utf-8"))
    keys = {"name": "log_keys", "path": "log_keys.csv"}
    describe(root, TOWNS, {"resources": [*document["resources"], keys]})
    seal(root, [TOWNS])
    late = run(*command, "2026-08-02")
    assert (late.exit_code, "2026-01-01 启用、2026-07-31 停用" in late.output) == (1, True)
    assert not (root / history.log.PATH).exists()
    signed = run(*command, "2026-07-31")
    assert (signed.exit_code, signed.output) == (0, "入日志 1 条，共 1 条；检查点已签名。\n")


def test_what_is_foreseen_on_both_sides_begins_alike(root: Path, released: Path) -> None:
    """What another side has too comes first, with a checkpoint of its own; nobody signs it."""
    former = Path(shutil.copytree(released, root.parent / "former"))
    remembered.keep(former, BOOKS, TOWNS)
    shutil.copytree(former / versions.FOLDER, root / versions.FOLDER)
    remembered.correct(root, BOOKS)
    describe(root, TOWNS, {"title": "登记"})
    standings = look(root, KINDS)[0].standings
    one = Path(shutil.copytree(root, root.parent / "one"))
    of_one = {TOWNS: standings[TOWNS]}
    first = history.releasing.foreseen(one, of_one, LATER, remembered.ORIGIN)
    assert [entry.package for entry in first] == [TOWNS]
    entries = history.releasing.foreseen(root, standings, LATER, remembered.ORIGIN, first)
    assert [entry.package for entry in entries] == [TOWNS, BOOKS]
    logs = [history.log.read(folder) for folder in (one, root)]
    assert not any(log.issues for log in logs)
    assert logs[0].checkpoints == logs[1].checkpoints[:-1]
    assert not logs[1].checkpoints[-1].is_signed


def test_release_never_goes_back(root: Path, released: Path) -> None:
    """A day before the last entry is refused: nothing can be slipped in afterwards."""
    run("correct", BOOKS, *WHY, "--former", str(released), "--data", str(root))
    memory, _ = look(root, KINDS)
    day = remembered.RELEASED.replace(day=19)
    with pytest.raises(history.releasing.ReleaseRefused, match="比日志最后一条的"):
        history.releasing.release(root, memory.standings, day, remembered.ORIGIN)


def test_a_release_that_was_interrupted_is_completed(root: Path, released: Path) -> None:
    """Lines without a checkpoint: the next release writes it, and no line twice."""
    shutil.rmtree(root / BOOKS)
    shutil.copytree(released / BOOKS, root / BOOKS)
    size = len(history.log.read(root).entries)
    (root / history.log.CHECKPOINTS / str(size)).unlink()
    memory, issues = look(root, KINDS)
    assert not issues
    done = history.releasing.release(
        root, memory.standings, remembered.RELEASED, remembered.ORIGIN, (notes.generate("a/log"),)
    )
    assert not done.entries
    assert done.checkpoint is not None
    assert (done.checkpoint.size, done.checkpoint.is_signed) == (size, True)


def _history(root: Path) -> dict[str, bytes]:
    """Every file of the history, by its path."""
    files = (path for path in (root / "history").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_the_log_of_a_county_is_small(released: Path) -> None:
    """An entry takes less than half a kilobyte: a full county's log stays within 2 MB."""
    size = len((released / history.log.PATH).read_bytes())
    assert size / len(history.log.read(released).entries) < 500
    seal(released)
    assert not look(released, KINDS)[1]
