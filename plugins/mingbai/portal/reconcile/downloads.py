"""Pairs -> files: all of them, and the gaps alone, as CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import polars as pl

from mingbai import schema
from mingbai.check.reconciliations import DIFFERS
from mingbai.dates import iso_texts
from mingbai.model import Download, Edition
from mingbai.money import plain_yuan_texts
from mingbai.page import FileLink
from mingbai.tabular import TextTable, csv_pieces, json_pieces

(_PAIRS,) = schema.load(Path(__file__).parent, "pairs")
_FILES = (("gaps", "对不上的"), ("pairs", "全部比对"))
_FORMS = {"csv": csv_pieces, "json": json_pieces}


def downloads(edition: Edition) -> Iterator[Download]:
    """`/reconcile/gaps.csv` and its like; none where nothing can be compared."""
    if not edition.reconciled.by_code:
        return
    for name, _ in _FILES:
        for form in _FORMS:
            yield Download(_url(name, form), partial(_body, edition, name, form))


def links(edition: Edition) -> tuple[FileLink, ...]:
    """The same files with their sizes."""
    return tuple(
        FileLink(f"{title}（{form.upper()}）", _url(name, form), len(_body(edition, name, form)))
        for name, title in _FILES
        for form in _FORMS
    )


def _url(name: str, form: str) -> str:
    return f"/reconcile/{name}.{form}"


def _body(edition: Edition, name: str, form: str) -> bytes:
    table = edition.shared(_tables)[name]
    return b"".join(_FORMS[form](table))


def _tables(edition: Edition) -> dict[str, TextTable]:
    """The tables of both files, by name."""
    reconciled = edition.reconciled
    frame = pl.from_pandas(reconciled.frame)
    titles = {code: r.title for code, r in reconciled.by_code.items()}
    says = {
        side: {code: getattr(r, side).says for code, r in reconciled.by_code.items()}
        for side in ("left", "right")
    }
    code = frame["code"]
    cells = pl.DataFrame(
        {
            "id": frame["id"],
            "code": code,
            "comparison": code.replace_strict(titles, return_dtype=pl.String),
            "outcome": frame["outcome"],
            "reason": _filled(frame["reason"]),
            "title": frame["title"],
            "unit": frame["unit"],
            "left_says": code.replace_strict(says["left"], return_dtype=pl.String),
            "left": _filled(frame["left_text"]),
            "right_says": code.replace_strict(says["right"], return_dtype=pl.String),
            "right": _filled(frame["right_text"]),
            "gap": plain_yuan_texts(frame["gap"]),
            "left_url": _filled(frame["left_url"]),
            "right_url": _filled(frame["right_url"]),
            "left_row": frame["left_row"],
            "right_row": frame["right_row"],
            "place": _either(frame, "place"),
            "agency": _either(frame, "agency"),
            "since": iso_texts(frame["since"]),
        }
    )
    return {
        "pairs": TextTable(_PAIRS, cells),
        "gaps": TextTable(_PAIRS, cells.filter(pl.col("outcome") == DIFFERS)),
    }


def _filled(texts: pl.Series) -> pl.Series:
    """An empty text is no text."""
    return texts.replace("", None)


def _either(frame: pl.DataFrame, name: str) -> pl.Series:
    """The left's, else the right's."""
    left, right = (_filled(frame[f"{side}_{name}"]) for side in ("left", "right"))
    return pl.DataFrame({"l": left, "r": right}).select(x=pl.coalesce("l", "r"))["x"]
