"""Commands of typer -> their help, and what is said of a wrong command line, in one language.

Typer's own words are English, and its columns are as wide as letters are; here a line says an
option, the next what it does, and a terminal may wrap it anywhere.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from mingbai.cli.examples import EXAMPLES
from mingbai.cli.language import asked_language, t

_TYPES = {
    "path": "路径",
    "str": "文字",
    "text": "文字",
    "int": "整数",
    "integer": "整数",
    "float": "数",
}
_NAMES = {  # of arguments, as they are written
    "folder": "文件夹",
    "target": "目标",
    "kind": "公开类别",
    "files": "文件",
    "packages": "数据包",
    "package": "数据包",
    "name": "名称",
    "site": "网站",
    "shell": "终端",
}
_WORDS = {
    "usage": "用法",
    "arguments": "要写的",
    "options": "选项",
    "commands": "命令",
    "examples": "例子",
    "required": "必填",
    "default": "不填是 ",
    "help": "显示这一页",
    "more": "一个命令怎样用：mingbai 命令 -h",
}
_USAGE = (  # typer's sentence -> ours
    (r"Got unexpected extra argument\(s\) \((.*)\)", "多写了 {0}。"),
    (r"Option '(.*)' requires an argument.*", "{0} 后面要写一个值。"),
    (r"Option '(.*)' requires (.*)", "{0} 后面要写 {1} 个值。"),
    (r"Option '(.*)' does not take a value.*", "{0} 后面不写值。"),
    (
        r"Invalid value for (.*?): '?(.*?)'? is not a valid (int|integer|float).*",
        "{0} 写的是“{1}”，应为整数。",
    ),
    (
        r"Invalid value for (.*?): (.*) is not in the range (.*?)\.?",
        "{0} 写的是 {1}，应在 {2} 之间。",
    ),
    (r"Invalid value for (.*?): Input should be a valid integer.*", "{0} 应为整数。"),
    (
        r"Invalid value for (.*?): Input should be greater than or equal to (\d+)",
        "{0} 不能小于 {1}。",
    ),
    (r"Invalid value for (.*?): Input should be less than .*? (\d+)", "{0} 不能大于 {1}。"),
    (r"Missing command\.?", "没有写命令。"),
)


def usage_words(message: str) -> str:
    """What is wrong with a command line, from typer's words for it."""
    if asked_language() == "en":
        return message
    for pattern, ours in _USAGE:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return ours.format(*(group.strip("'") for group in match.groups()))
    return message


def nearest(word: str, known: Sequence[str]) -> str:
    """`您是不是指 check？`, or nothing where no word is near."""
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.6)
    return _suggestion(near) if near else ""


class Command(TyperCommand):
    """A command whose help is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what it does, what it takes, and examples."""
        formatter.write("\n".join(_help(self, ctx)) + "\n")


class Group(TyperGroup):
    """All commands; a word that is none is answered with the nearest."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write what there is."""
        formatter.write("\n".join(_help(self, ctx)) + "\n")

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of a name; a usage error that names the nearest where there is none."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            known = self.list_commands(ctx)
            near = nearest(name, known) or _meant(name, self.commands)
            ctx.fail(t("没有 {name} 这个命令。", name=name) + near)
        return super().resolve_command(ctx, args)


def _meant(word: str, commands: Mapping[str, Any]) -> str:
    """The commands whose first sentence has a Chinese word: 核对 -> check."""
    sentences = {name: (one.help or "").partition("。")[0] for name, one in commands.items()}
    names = [name for name, sentence in sentences.items() if word in sentence]
    names.sort(key=lambda name: (sentences[name].index(word), len(sentences[name])))
    return _suggestion(names[:3]) if names and not word.isascii() else ""


def _suggestion(names: Sequence[str]) -> str:
    """`您是不是指 check、seal？`."""
    return t("您是不是指 {names}？", names=tuple(names))


def _help(command: Any, ctx: Any) -> Iterator[str]:
    """The lines of a help page."""
    pieces = [_piece(piece) for piece in command.collect_usage_pieces(ctx)]
    yield f"{_word('usage')} {' '.join([ctx.command_path, *pieces])}"
    yield ""
    yield t(" ".join((command.help or "").split("\n\n")[0].split()))
    parameters = [one for one in command.get_params(ctx) if not getattr(one, "hidden", False)]
    for title, kind in (("arguments", "argument"), ("options", "option")):
        listed = [one for one in parameters if one.param_type_name == kind]
        if listed:
            yield from ("", _word(title))
            for one in listed:
                yield from _parameter(one, ctx)
    commands = getattr(command, "commands", {})
    if commands:
        yield from ("", _word("commands"))
        width = max(map(len, commands))
        for name, one in commands.items():
            sentence = t(" ".join((one.help or "").split("\n\n")[0].split()))
            yield f"  {name:<{width}}  {sentence}"
        yield from ("", t(_WORDS["more"]))
    name = ctx.info_name if not commands else ""
    if name in EXAMPLES:
        yield from ("", _word("examples"))
        yield from (f"  mingbai {line}" for line in EXAMPLES[name])


def _type_of(match: re.Match[str]) -> str:
    """`<list[str]>`, `<int range>` -> `<文字>`, `<整数>`."""
    name = match[1].casefold()
    return f"<{t(_TYPES.get(name, name))}>"


def _word(name: str) -> str:
    """A heading, with its colon."""
    return t(_WORDS[name]) + (":" if asked_language() == "en" else "：")


def _piece(piece: str) -> str:
    whole = {"[OPTIONS]": t("[选项]"), "COMMAND [ARGS]...": t("命令 …")}
    return whole.get(piece) or re.sub(r"(?<=[{[])([a-z]+)(?=[]}])", _name_of, piece)


def name_of(parameter: Any) -> str:
    """What is written for a parameter: `--kind`, or the argument as help names it."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return t(_NAMES.get(parameter.name, parameter.name))


def _name_of(match: re.Match[str]) -> str:
    return t(_NAMES.get(match[1], match[1]))


def _parameter(one: Any, ctx: Any) -> Iterator[str]:
    """A line with its names and what is written there, a line on what it means."""
    record = one.get_help_record(ctx)
    if record is None:
        return
    name = re.sub(r"<(?:list\[)?([A-Za-z]+)(?: range|\])?>", _type_of, record[0])
    if one.param_type_name == "argument":
        name = re.sub(r"^[a-z]+", lambda match: t(_NAMES.get(match[0], match[0])), name)
    words = one.help or ""
    meaning = t(_WORDS["help"]) if "--help" in one.opts else t(words)
    notes = []
    if one.required:
        notes.append(t(_WORDS["required"]))
    default = one.get_default(ctx, call=False) if not one.required else None
    if default not in (None, "", False, 0, ()) and not callable(default):
        notes.append(f"{t(_WORDS['default'])}{default}")
    note = "；".join(notes)
    yield f"  {name}"
    yield f"      {meaning}" + (f"（{note}）" if note else "")
