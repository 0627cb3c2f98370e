"""Said issues -> lines for a terminal: by file, like ones folded, colour only where it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import IO

from rich.console import Console
from rich.text import Text

from mingbai.report.language import Translate
from mingbai.report.words import Said

FEW = 3
FEW_FILES = 5


def show(lines: Sequence[Said], stream: IO[str], translate: Translate, show_all: bool) -> None:
    """Write everything to a stream; rich leaves colour out where the stream is no terminal."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for text in texts(lines, translate, show_all):
        console.print(text)


def texts(lines: Sequence[Said], translate: Translate, show_all: bool) -> Iterator[Text]:
    """A text an issue, a blank one between files, a count of all at the end."""
    files_of: Counter[tuple[str, str]] = Counter()
    untold: Counter[tuple[str, str]] = Counter()
    for path, group in groupby(lines, key=lambda line: line.path):
        in_file = list(group)
        for like in {line.like for line in in_file}:
            files_of[like] += 1
        told = [line for line in in_file if show_all or files_of[line.like] <= FEW_FILES]
        left = Counter(line.like for line in in_file)
        left.subtract(line.like for line in told)
        untold += left
        yield from _file(told, path, translate, show_all)
    for (code, field), count in sorted(untold.items()):
        files = files_of[code, field] - FEW_FILES
        words = translate(
            "…… {like}在另外 {files:,} 个文件里还有 {count:,} 处（加 --all 逐条列出）"
        )
        named = _like(code, field, translate)
        yield Text(words.format(like=named, files=files, count=count), "dim")
    yield Text(summary(lines, translate), "bold")


def _file(lines: Sequence[Said], path: str, translate: Translate, show_all: bool) -> Iterator[Text]:
    """The issues of one file; of like ones the first few, and then how many more and where."""
    seen: Counter[tuple[str, str]] = Counter()
    for line in lines:
        seen[line.like] += 1
        if show_all or seen[line.like] <= FEW:
            yield _line(line, translate)
    for like, count in seen.items():
        if not show_all and count > FEW:
            yield _folded([x for x in lines if x.like == like][FEW:], path, translate)
    if lines:
        yield Text()


def _line(line: Said, translate: Translate) -> Text:
    colour = "red" if line.is_error else "yellow"
    text = Text(line.path)
    if line.place:
        text.append(f" {line.place}", "bold")
    if not line.is_error:
        text.append(f" {translate('警告')}", colour)
    text.append(f" {line.issue.code}: ", colour)
    text.append(line.message)
    text.append(translate("怎样改：{remedy}").format(remedy=line.remedy), "dim")
    return text


def _folded(rest: Sequence[Said], path: str, translate: Translate) -> Text:
    rows = [str(row) for row in dict.fromkeys(x.issue.row for x in rest) if row is not None]
    named = "、".join(rows[:8]) + ("…" if len(rows) > 8 else "")
    where = translate("，在第 {rows} 行").format(rows=named) if rows else ""
    words = translate("{path} …… {like}还有 {count:,} 处{where}（加 --all 逐条列出）")
    like = _like(*rest[0].like, translate)
    return Text(words.format(path=path, like=like, count=len(rest), where=where), "dim")


def _like(code: str, field: str, translate: Translate) -> str:
    """What like issues have in common, in words: the rule and, if there is one, the column."""
    return f"{code}{translate('「{field}」').format(field=field)}" if field else f"{code} "


def summary(lines: Sequence[Said], translate: Translate) -> str:
    """`共 12 个错误、3 个警告，涉及 4 个文件。`"""
    if not lines:
        return translate("没有发现问题。")
    errors = sum(line.is_error for line in lines)
    return translate("共 {errors:,} 个错误、{warnings:,} 个警告，涉及 {files:,} 个文件。").format(
        errors=errors, warnings=len(lines) - errors, files=len({line.path for line in lines})
    )
