"""Cells by the hundred thousand: a mask is never blind to what frictionless or we refuse."""

from __future__ import annotations

import random
import re

import frictionless
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cells import CELLS, NASTY, VALUES
from committed import GOOD, LINES
from mingbai.read.cell import casting, diagnosis, grammar, screening
from mingbai.schema import Field
from sizes import examples, times

SEEDS = [*NASTY, *GOOD.split(","), *(str(c[1]) for c in CELLS), *(str(v[1]) for v in VALUES)]
SHORT = [seed for seed in SEEDS if len(seed) < 40]
ALPHABET = "0123456789.-+eE,_ \u00a0\u3000０１٣年月日元¥是否收支甲aA#?\"'"
ALPHABET += "\u200b\u202e\ufe0fé\u0301\u2f08а"


def suspected(field: Field, texts: list[str]) -> list[bool]:
    """Whether the mask of one field suspects each text."""
    return suspicions(pl.DataFrame({f.name: texts if f is field else GOOD for f in LINES.fields}))[
        field.name
    ]


def suspicions(text: pl.DataFrame) -> dict[str, list[bool]]:
    """By field, whether its mask suspects each text of its column."""
    frame = casting.with_values(LINES, text.select(pl.when(pl.all() != "").then(pl.all())))
    return frame.select(screening.suspicion_masks(LINES)).to_dict(as_series=False)


def everywhere(texts: list[str]) -> pl.DataFrame:
    """The same texts in the column of every field."""
    return pl.DataFrame({field.name: texts for field in LINES.fields})


def theirs(field: Field) -> frictionless.Field:
    return frictionless.Schema.from_descriptor(dict(LINES.descriptor)).get_field(field.name)


def mutated(dice: random.Random) -> str:
    """A value that someone might type, with a character or two changed."""
    text = dice.choice(SHORT)
    for _ in range(dice.randint(0, 2)):
        at = dice.randint(0, len(text))
        text = text[:at] + dice.choice([*ALPHABET, ""]) + text[at + dice.randint(0, 1) :]
    return text


def test_no_refused_cell_escapes_its_mask() -> None:
    """Of 160,000 mutated cells, whatever frictionless or our own words refuse is suspected."""
    dice = random.Random(11)
    texts = [*SEEDS, *(mutated(dice) for _ in range(times(10_000) - len(SEEDS)))]
    for field in LINES.fields:
        read = theirs(field).create_cell_reader()
        for text, is_suspect in zip(texts, suspected(field, texts), strict=True):
            if not is_suspect:
                assert diagnosis.breach_of(field, text or None) is None, (field.name, text)
                assert not read(text)[1], (field.name, text)


def test_words_refuse_whatever_the_standard_refuses() -> None:
    """Were every cell looked at one by one, our words alone would refuse what frictionless does."""
    dice = random.Random(12)
    for field in LINES.fields:
        read = theirs(field).create_cell_reader()
        for text in (mutated(dice) for _ in range(times(2_000))):
            if read(text)[1]:
                assert diagnosis.breach_of(field, text or None) is not None, (field.name, text)


def test_few_right_cells_are_suspected() -> None:
    """A mask that suspects everything would be slow: what stands in a sound county passes."""
    for name, cell, _ in VALUES:
        field = LINES[name]
        if cell not in ("=1+1", "真的吗??", "#1 楼"):
            assert suspected(field, [cell]) == [False], (name, cell)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=20))
@examples(100)
def test_any_text_at_all_is_answered(texts: list[str]) -> None:
    """A value or a breach for every text there is; a mask for every text there is."""
    masks = suspicions(everywhere(texts))
    for field in LINES.fields:
        for text, is_suspect in zip(texts, masks[field.name], strict=True):
            assert diagnosis.breach_of(field, text or None) is None or is_suspect


@given(st.from_regex(re.compile(r"-?[0-9]{1,16}(\.[0-9]{0,8})?"), fullmatch=True))
@examples(500)
def test_numbers_are_exact_or_refused(text: str) -> None:
    """What passes the mask is kept to the last digit, without a float in between."""
    masks = suspicions(everywhere([text]))
    value = casting.with_values(LINES, everywhere([text]))
    for name in ("amount", "balance", "area", "count", "score"):
        field = LINES[name]
        if masks[name] == [False]:
            places = grammar.decimals(field)
            whole, _, fraction = text.lstrip("-").partition(".")
            expected = int(whole + fraction.ljust(places, "0")) * (-1 if text[0] == "-" else 1)
            assert value[f"={name}"].to_list() == [expected]
