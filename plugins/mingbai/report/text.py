"""ReportLines -> text for a terminal: by file, similar issues folded, in colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import IO

from rich.console import Console
from rich.text import Text

from mingbai.report.language import Translate
from mingbai.report.messages import ReportLine

FEW = 3
FEW_FILES = 5


def show(
    lines: Sequence[ReportLine], stream: IO[str], translate: Translate, show_all: bool
) -> None:
    """Write all texts to a stream; rich omits colour where the stream is not a terminal."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for text in texts(lines, translate, show_all):
        console.print(text)


def texts(lines: Sequence[ReportLine], translate: Translate, show_all: bool) -> Iterator[Text]:
    """A text for each issue, a blank one between files, a summary at the end.

    Unless show_all: of similar issues at most FEW in a file are written, and of those in more than
    FEW_FILES files only the first files'; a text says how many were left out.
    """
    files_of: Counter[tuple[str, str]] = Counter()
    folded: Counter[tuple[str, str]] = Counter()
    for path, group in groupby(lines, key=lambda line: line.path):
        in_file = list(group)
        for like in {line.like for line in in_file}:
            files_of[like] += 1
        written = [line for line in in_file if show_all or files_of[line.like] <= FEW_FILES]
        hidden_counts = Counter(line.like for line in in_file)
        hidden_counts.subtract(line.like for line in written)
        folded += hidden_counts
        yield from _file(written, path, translate, show_all)
    for (code, field), count in sorted(folded.items()):
        files = files_of[code, field] - FEW_FILES
        words = translate(
            "…… {like}在另外 {files:,} 个文件里还有 {count:,} 处（加 --all 逐条列出）"
        )
        like_text = _like(field, translate)
        text = words.format(like=like_text, files=files, count=count)
        yield Text(f"{text} [{code}]", "dim")
    yield Text(summary(lines, translate), "bold")


def _file(
    lines: Sequence[ReportLine], path: str, translate: Translate, show_all: bool
) -> Iterator[Text]:
    """The texts of one file; of similar issues the first FEW, then how many more and where."""
    counts: Counter[tuple[str, str]] = Counter()
    for line in lines:
        counts[line.like] += 1
        if show_all or counts[line.like] <= FEW:
            yield _line(line, translate)
    for like, count in counts.items():
        if not show_all and count > FEW:
            yield _folded([x for x in lines if x.like == like][FEW:], path, translate)
    if lines:
        yield Text()


def _line(line: ReportLine, translate: Translate) -> Text:
    colour = "red" if line.is_error else "yellow"
    text = Text(line.path)
    if line.place:
        text.append(f" {line.place}", "bold")
    if not line.is_error:
        text.append(f" {translate('警告')}", colour)
    text.append(f": {line.message}", colour)
    text.append(translate("怎样改：{remedy}").format(remedy=line.remedy), "dim")
    text.append(f" [{line.issue.code}]", "dim")
    return text


def _folded(folded_lines: Sequence[ReportLine], path: str, translate: Translate) -> Text:
    rows = [str(row) for row in dict.fromkeys(x.issue.row for x in folded_lines) if row is not None]
    row_numbers = "、".join(rows[:8]) + ("…" if len(rows) > 8 else "")
    where = translate("，在第 {rows} 行").format(rows=row_numbers) if rows else ""
    words = translate("{path} …… {like}还有 {count:,} 处{where}（加 --all 逐条列出）")
    code, field = folded_lines[0].like
    like = _like(field, translate)
    text = words.format(path=path, like=like, count=len(folded_lines), where=where)
    return Text(f"{text} [{code}]", "dim")


def _like(field: str, translate: Translate) -> str:
    """The column that similar issues share, as text, if there is one; their rule stands last."""
    return translate("「{field}」").format(field=field) if field else ""


def summary(lines: Sequence[ReportLine], translate: Translate) -> str:
    """`共 12 个错误、3 个警告，涉及 4 个文件。`"""
    if not lines:
        return translate("没有发现问题。")
    errors = sum(line.count for line in lines if line.is_error)
    warnings = sum(line.count for line in lines if not line.is_error)
    return translate("共 {errors:,} 个错误、{warnings:,} 个警告，涉及 {files:,} 个文件。").format(
        errors=errors, warnings=warnings, files=len({line.path for line in lines})
    )
