"""The command line explains itself, in Chinese or English, with examples and near words."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import translations
from counties import MONTH, SMALL, mingbai, small_county
from harness import ROOT
from mingbai.cli import app
from mingbai.cli.examples import EXAMPLES
from mingbai.cli.language import english

COMMANDS: dict[str, Any] = get_command(app).commands
HAN = re.compile("[一-鿿]")


def help_of(*words: str, **environment: str) -> str:
    """What `-h` says."""
    done = mingbai(*words, "-h", here=ROOT, LC_ALL="C.UTF-8", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_is_chinese() -> None:
    """Of all commands and of one: no word of typer's is left."""
    for text in (help_of(), help_of("import")):
        assert text.startswith("用法：")
        for word in ("Usage", "Options", "Commands", "Arguments", "required", "default", "Show"):
            assert word not in text
    every = help_of()
    assert all(f"  {name} " in every for name in COMMANDS)
    assert "  --kind <文字>\n      公开类别，如 村务财务 或 accounts（必填）\n" in help_of("import")


ENDLESS = {"desk", "watch", "serve"}  # they end when they are told to
SCRIPTS = {"completion", "review"}  # one is a script; the other leaves report.json
WRITERS = {"init", "publish", "template", "import", "counts", "seal", "clean", "correct"} | {
    "withdraw",
    "reinstate",
    "erase",
    "release",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_options_of_all(name: str) -> None:
    """A language; its answer as JSON; where it writes into data, a run that only tells."""
    options = {word for one in COMMANDS[name].params for word in one.opts}
    assert "--lang" in options
    assert ("--format" in options) == (name not in ENDLESS | SCRIPTS)
    assert ("--dry-run" in options) == (name in WRITERS)
    context = COMMANDS[name].make_context(name, [], resilient_parsing=True)
    every = COMMANDS[name].get_help(context)
    assert not re.search(r"<[a-z\[\] ]+>|[{\[][a-z]+[}\]]", every), every


def test_help_is_english_where_it_is_asked_for() -> None:
    """By --lang or by the environment; --lang has the last word."""
    done = mingbai("check", "-h", "--lang", "en", here=ROOT)
    assert done.stdout.startswith("Usage: mingbai check [OPTIONS]")
    done = mingbai("check", "-h", here=ROOT, LC_ALL="en_GB.UTF-8")
    assert "Check the data and build nothing" in done.stdout
    done = mingbai("check", "-h", "--lang", "zh", here=ROOT, LC_ALL="en_GB.UTF-8")
    assert done.stdout.startswith("用法：")


def sentences() -> set[str]:
    """Every sentence of every help page."""
    texts = [one.help for one in (get_command(app), *COMMANDS.values())]
    params = [p for one in (get_command(app), *COMMANDS.values()) for p in one.params]
    first = {" ".join((text or "").split("\n\n")[0].split()) for text in texts}
    return first | {p.help or "" for p in params}


def test_every_sentence_has_its_english() -> None:
    """None is missing, none is left over that neither help nor a message says."""
    wanted = {text for text in sentences() if HAN.search(text)}
    assert wanted | set(translations.commands()) == english().keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_examples_that_can_be_typed(name: str) -> None:
    """Each is parsed by the command itself: no option that there is not, none left out."""
    assert EXAMPLES[name]
    assert set(EXAMPLES) == set(COMMANDS)
    for line in EXAMPLES[name]:
        words = shlex.split(line.partition(" >>")[0])
        assert words[0] == name
        COMMANDS[name].make_context(name, words[1:])


NEAR = {
    "command": (("chekc",), "没有 chekc 这个命令。您是不是指 check？"),
    "Chinese": (("回滚",), "没有 回滚 这个命令。\n"),
    "meaning": (("撤回",), "没有 撤回 这个命令。您是不是指 withdraw、"),
    "option": (("check", "--fersh"), "没有 --fersh 这个选项。您是不是指 --fresh？"),
    "extra": (("check", "x"), "多写了 x。"),
    "value": (("check", "--as-of"), "--as-of 后面要写一个值。"),
    "flag": (("check", "--all=1"), "--all 后面不写值。"),
    "number": (("serve", "--port", "x"), "--port 应为整数。"),
    "nothing": (("import",), "没有填 文件。"),
    "range": (("build", "--jobs", "-1"), "--jobs 不能小于 0。"),
}


@pytest.mark.parametrize("case", NEAR)
def test_a_slip_is_answered_in_chinese(case: str) -> None:
    """With what was probably meant, the command's own help, and exit code 1."""
    words, answer = NEAR[case]
    done = mingbai(*words, here=ROOT, LC_ALL="C.UTF-8")
    assert done.returncode == 1
    assert done.stderr.startswith(answer)
    assert "用法：mingbai" in done.stderr
    english = mingbai(*words, here=ROOT, LC_ALL="en_US.UTF-8").stderr
    assert not HAN.search(english.replace(words[0], ""))


def test_the_version_is_said() -> None:
    """As the package has it."""
    done = mingbai("--version", here=ROOT)
    assert re.fullmatch(r"mingbai \d+\.\d+\.\d+\n", done.stdout)


def test_lists_are_json_for_programs() -> None:
    """Kinds, publishers and codes: the same things as in the text."""
    where = ("--data", SMALL / "data")
    kinds = json.loads(mingbai("kinds", "--format", "json", here=ROOT).stdout)
    assert {"title": "村务财务", "name": "accounts"} in kinds
    offices = json.loads(mingbai("publishers", *where, "--format", "json", here=ROOT).stdout)
    assert [one["code"] for one in offices] == ["county", "taiping"]
    words = ("codes", "村务财务", "--publisher", "太平镇", "--period", "2026-07", *where)
    codes = json.loads(mingbai(*words, "--format", "json", here=ROOT).stdout)
    assert {
        "field": "账簿编号",
        "code": "990121100201-00",
        "title": "柳塘村村账",
        "note": "太平镇 › 柳塘村",
    } in codes
    assert mingbai("kinds", "--format", "xml", here=ROOT).returncode == 1


def test_a_shell_completes_commands() -> None:
    """By the script that the command prints."""
    script = mingbai("completion", "bash", here=ROOT).stdout
    assert "_MINGBAI_COMPLETE=complete_bash" in script
    asked = {"COMP_WORDS": "mingbai ch", "COMP_CWORD": "1", "_MINGBAI_COMPLETE": "complete_bash"}
    assert mingbai(here=ROOT, **asked).stdout.split() == ["check"]


def test_a_dry_run_leaves_every_byte(tmp_path: Path) -> None:
    """Seal, release, withdraw: what would be done is said, and the county is as it was."""
    county = small_county(tmp_path / "县")
    table = county / MONTH / "entries.csv"
    table.write_text(table.read_text("utf-8").replace("村口商铺六月租金", "商铺租金"), "utf-8")
    before = {p: p.read_bytes() for p in county.rglob("*") if p.is_file() and ".git" not in p.parts}
    sealed = mingbai("seal", "--all", "--dry-run", here=county)
    assert (sealed.returncode, sealed.stderr) == (0, "试一遍，什么都没有写：\n")
    assert sealed.stdout.endswith("\n已封签 1 个数据包：accounts/taiping/2026-06\n")
    table.write_bytes(before[table].replace("商铺租金".encode(), "村口商铺六月租金".encode()))
    before[table] = table.read_bytes()
    released = mingbai("release", "--dry-run", "--on", "2026-12-01", here=county)
    assert released.stdout.startswith("入日志 2 条，共 2 条")
    after = {p: p.read_bytes() for p in county.rglob("*") if p.is_file() and ".git" not in p.parts}
    assert after == before


def test_colours_obey_no_color(tmp_path: Path) -> None:
    """On a terminal a report is coloured, with NO_COLOR it is not."""
    county = small_county(tmp_path / "县")

    def escapes(**more: str) -> int:
        kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
        command = f"{sys.executable} -m mingbai.cli check --as-of 2026-12-01"
        done = subprocess.run(
            ["script", "--quiet", "--return", "--command", command, "/dev/null"],
            env={**kept, "TERM": "xterm", "PYTHONPATH": str(ROOT / "plugins"), **more},
            cwd=county,
            capture_output=True,
            check=True,
        )
        return len(re.findall(rb"\x1b\[[0-9;]*3\d", done.stdout))

    assert escapes() > 0
    assert escapes(NO_COLOR="1") == 0


def test_the_ci_script_hands_its_arguments_on(tmp_path: Path) -> None:
    """Words after `.ci/run` are what pytest gets; without any, lint and all tests."""
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/run").write_bytes((ROOT / ".ci/run").read_bytes())
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / "Makefile").write_text("%:\n\t@echo make $@\n", "utf-8")
    pytest_ = tmp_path / ".venv/bin/pytest"
    pytest_.write_text('#!/bin/sh\nprintf "<%s>" "$@"\n', "utf-8")
    pytest_.chmod(0o755)

    def run(*words: str) -> str:
        command = ["bash", str(tmp_path / ".ci/run"), *words]
        outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        return subprocess.run(
            command, capture_output=True, text=True, check=True, env=outside
        ).stdout

    assert run("tests/x.py", "-k", "a or b") == "make setup\n<tests/x.py><-k><a or b>"
    assert run() == "make lint\nmake test\n"
