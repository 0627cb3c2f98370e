"""Questions of an import: asked on a terminal, or written to a list and read back from it."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mingbai.cli.language import t
from mingbai.cli.options import refuse

if TYPE_CHECKING:
    from mingbai.exports import Question
    from mingbai.importing import ImportOutcome

_HEAD = ("问题编号", "问题", "可以答", "回答")


def given(file: Path | None, options: Sequence[str]) -> dict[str, str]:
    """Answers by the keys of their questions, of a list that was filled in and of options.

    file: the list as `write` left it, or JSON. options: `问题编号=回答`. Exits with 1 where they
    cannot be read.
    """
    answers = _read(file) if file is not None else {}
    for option in options:
        key, sign, answer = option.partition("=")
        if not sign or not key.strip() or not answer.strip():
            refuse("--answer 写的是“{answer}”，应为 问题编号=回答。", answer=option)
        answers[key.strip()] = answer.strip()
    return answers


def _read(file: Path) -> dict[str, str]:
    try:
        body = file.read_bytes()
    except OSError:
        refuse("找不到问题清单 {file}。", file=file)
    text = _decoded(body)
    if text is None:
        refuse("{file} 读不了：另存为“CSV UTF-8”再用。", file=file)
    if text.lstrip().startswith("{"):
        try:
            answers = json.loads(text)
        except ValueError:
            refuse("{file} 不是完好的 JSON。", file=file)
        return {str(key): str(answer) for key, answer in answers.items()}
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows or not {_HEAD[0], _HEAD[3]} <= rows[0].keys():
        refuse(
            "{file} 不是问题清单：要有“{key}”“{answer}”两栏。",
            file=file,
            key=_HEAD[0],
            answer=_HEAD[3],
        )
    return {row[_HEAD[0]]: row[_HEAD[3]].strip() for row in rows if (row[_HEAD[3]] or "").strip()}


def _decoded(body: bytes) -> str | None:
    for name in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return None


def write(path: Path, questions: Sequence[Question]) -> None:
    """Write a list of questions, with the answers that there are, for a spreadsheet program."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    for one in questions:
        writer.writerow((one.key, t(one.text), t(one.hint), one.answer))
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def until_answered(
    run: Callable[[Mapping[str, str]], ImportOutcome], answers: Mapping[str, str]
) -> ImportOutcome:
    """Import again until no question is open: on a terminal each is asked, once.

    An empty answer leaves a question open, and ends the asking.
    """
    outcome = run(answers)
    answers_so_far, asked = dict(answers), set[str]()
    while sys.stdin.isatty():
        fresh = [
            one for one in outcome.imported.questions if not one.answer and one.key not in asked
        ]
        if not fresh:
            break
        for one in fresh:
            asked.add(one.key)
            answer = _ask(one)
            if answer:
                answers_so_far[one.key] = answer
        outcome = run(answers_so_far)
    return outcome


def _ask(one: Question) -> str:
    typer.echo(t(one.text))
    choices = [f"  {number}  {t(c.label)}" for number, c in enumerate(one.choices, start=1)]
    for line in choices:
        typer.echo(line)
    while True:
        hint = t("回答（{hint}；先不答按回车）", hint=one.hint)
        if choices:
            hint = t("回答（写号数或名称，先不答按回车）")
        text = str(typer.prompt(hint, default="", show_default=False)).strip()
        if choices and text.isdecimal() and 1 <= int(text) <= len(choices):
            text = one.choices[int(text) - 1].value
        if not text or one.taken(text) is not None:
            return text
        typer.echo(t("“{text}”不能这样回答。{hint}", text=text, hint=one.hint))
