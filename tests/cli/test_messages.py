"""What commands say is Chinese, or English where that is asked for: the catalogue is whole."""

from __future__ import annotations

import pickle
import re
import sys
from pathlib import Path
from string import Formatter

import pytest
from typer.testing import CliRunner

import translations
from mingbai.cli import app
from mingbai.cli.language import english, t
from mingbai.sentences import Sentence
from mingbai.workbook.changes import TableChange

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def _fields(text: str) -> list[tuple[str, str | None, str | None]]:
    parts = Formatter().parse(text)
    return sorted({(name, form, how) for _, name, form, how in parts if name}, key=repr)


def test_every_message_has_its_english() -> None:
    """With the same fields, and no Chinese character of its own."""
    said = translations.commands()
    assert len(said) > 250
    assert [one for one in said if one not in english()] == []
    for message in said:
        words = english()[message]
        assert words
        assert _fields(words) == _fields(message), message
        assert not HAN.search(words), message


def test_rooms_below_tell_no_chinese_that_has_no_english() -> None:
    """What they raise, refuse or note is a sentence, which remembers its template."""
    assert translations.unspoken() == []


def test_a_message_that_nobody_translated_is_found(tmp_path: Path) -> None:
    """In a module of commands wherever it stands, in a room below it where it is told."""
    (tmp_path / "cli").mkdir()
    (tmp_path / "publish").mkdir()
    (tmp_path / "cli/new.py").write_text('def new():\n    """新"""\n    echo(f"做了 {n} 页")\n')
    (tmp_path / "publish/new.py").write_text('raise Refused(f"没有 {name}")\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translations, "_PROGRAM", tmp_path)
        assert translations.commands() == [" 页", "做了 "]
        assert translations.unspoken() == ["publish/new.py:1 没有 "]


SAID = {
    "folder": (
        ("check", "--content", "nowhere"),
        "找不到文章文件夹 nowhere；用 --content 给出正确的位置。\n",
        "There is no folder of texts nowhere; say where it is with --content.\n",
    ),
    "format": (
        ("kinds", "--format", "yaml"),
        "没有这种格式：yaml；有 text、json\n",
        "There is no format yaml; there are text, json\n",
    ),
    "report": (
        ("check", "--format", "yaml"),
        "没有这种格式：yaml；有 text、json、github、gitlab、html\n",
        "There is no format yaml; there are text, json, github, gitlab, html\n",
    ),
    "near": (
        ("template", "acounts"),
        "没有这个公开类别：acounts。您是不是指 ",
        "There is no kind of disclosure acounts. Did you mean ",
    ),
    "publish": (
        ("publish", "--output", "/proc/mingbai/output", "target"),
        "上级文件夹 /proc/mingbai 不存在；请先建好。\n",
        "The folder above, /proc/mingbai, does not exist; make it first.\n",
    ),
    "start": (
        ("init", "/proc/mingbai", "--code", "99"),
        "行政区划代码写的是“99”，应为 6 位数字，如 990121。\n",
        "The region code is “99”; it must be 6 digits, as 990121.\n",
    ),
    "correction": (
        ("withdraw", "x/y/z", "--reason", "其他", "--words", "错了", "--decided-by", "镇长"),
        "--words 至少写四个字：用一句话说清楚为什么撤回。\n",
        "--words needs at least four characters: say in one sentence why it is withdrawn.\n",
    ),
}


@pytest.mark.parametrize("case", SAID)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_command_speaks_the_language_that_is_asked_for(
    case: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it refuses, itself or a room below it, whole; the exit code is the same."""
    words, chinese, abroad = SAID[case]
    arguments = [*words, "--lang", lang]
    monkeypatch.setattr(sys, "argv", ["mingbai", *arguments])
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert done.stderr.startswith(chinese if lang == "zh" else abroad)


def test_a_sentence_is_the_chinese_text_and_remembers_its_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also inside of another, in a list, after a process gave it to another, and with braces."""
    cause = Sentence("{reason}（{place}）", reason=Sentence("磁盘满了"), place="/a{b}")
    whole = Sentence("{reason}，没有发完。处理好以后再运行一次。", reason=cause)
    assert whole == "磁盘满了（/a{b}），没有发完。处理好以后再运行一次。"
    monkeypatch.setattr(sys, "argv", ["mingbai", "--lang", "en"])
    expected = "Not everything was sent: the disk is full (/a{b}). Put that right and run it again."
    assert t(whole) == expected
    assert t(pickle.loads(pickle.dumps(whole))) == expected
    assert t("已导入：{files}", files=[Path("a"), Sentence("内容改过")]) == (
        "Imported: a, content changed"
    )
    assert t("fatal: {not ours}") == "fatal: {not ours}"


def test_changes_of_an_import_and_notes_of_counts_speak_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Names of books and tables stay as they are; what happens to their rows is said."""
    change = TableChange("账目", "柳塘村账本", added=1, removed=2, changed=30, code="-00")
    note = Sentence("没有数：不在这个时期的 {count:,} 行", count=1200)
    assert change.words == "柳塘村账本 账目：增加 1 行，少 2 行，改 30 行"
    assert TableChange("账目", "", 0, 0, 1).words == "账目：改 1 行"
    monkeypatch.setattr(sys, "argv", ["mingbai", "import", "--lang", "en"])
    assert t(change.words) == "柳塘村账本 账目, rows: 1 added, 2 removed, 30 changed"
    assert t(note) == "Not counted: 1,200 rows outside of the period"
