"""Check characters and place codes, on known codes and against the slow way."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.county import codes

VALID = ["91350100M000100Y43", "91110000600037341L", "914403001922038216", "91440300708461136T"]
BODIES = st.text(codes.CREDIT_ALPHABET, min_size=17, max_size=17)


def one(text: str | None) -> pd.Series:
    return pd.Series([text], dtype="str")


@pytest.mark.parametrize("code", VALID)
def test_known_credit_codes_hold(code: str) -> None:
    """Published codes end as GB 32100 says, and the organisation code inside as GB 11714 says."""
    assert codes.credit_code(one(code))[0] == code
    inner = codes.organisation_in(one(code))
    assert codes.organisation_code(inner)[0] == inner[0]


def test_a_credit_code_from_a_wrong_explanation_does_not_hold() -> None:
    """A code printed on the web with a wrong account of the check character is told apart."""
    assert codes.credit_code(one("91310115MA1G4L1WXK"))[0] != "91310115MA1G4L1WXK"


def test_known_organisation_code() -> None:
    """The worked example: M000100Y ends in 4."""
    assert codes.organisation_code(one("M000100Y?"))[0] == "M000100Y4"


def test_eleven_is_written_0_and_ten_is_written_x() -> None:
    """GB 11714 has a character for each remainder."""
    found = codes.organisation_code(pd.Series(["00000000?", "00000003?", "0000000A?"], dtype="str"))
    assert found.tolist() == ["000000000", "000000035", "0000000A2"]
    assert codes.organisation_code(one("00000006?"))[0] == "00000006X"


def test_what_is_no_code_is_absent() -> None:
    """Odd lengths and letters outside the alphabet give no expected code; nothing raises."""
    odd = pd.Series(["", "1", "9135010OM000100Y43", VALID[0] + "0", "统" * 18, None], dtype="str")
    assert codes.credit_code(odd).isna().all()
    assert codes.organisation_code(odd).isna().all()


@given(st.lists(BODIES, max_size=8))
def test_credit_codes_agree_with_the_formula(bodies: list[str]) -> None:
    """Σ value · 3^(i−1) of all 18, the check character with weight 1, is a multiple of 31."""
    made = codes.credit_code(pd.Series([body + "0" for body in bodies], dtype="str"))
    for code in made:
        values = [codes.CREDIT_ALPHABET.index(letter) for letter in code]
        assert (sum(v * 3**i for i, v in enumerate(values[:17])) + values[17]) % 31 == 0


@given(BODIES, st.integers(0, 16), st.sampled_from(codes.CREDIT_ALPHABET))
def test_one_wrong_character_is_always_found(body: str, place: int, letter: str) -> None:
    """31 is prime: no single slip leaves the check character right."""
    code = codes.credit_code(one(body + "0"))[0]
    slip = code[:place] + letter + code[place + 1 :]
    assert (codes.credit_code(one(slip))[0] == slip) == (slip == code)


@given(st.lists(st.none() | st.text(max_size=20), max_size=6))
def test_any_text_has_an_answer(texts: list[str | None]) -> None:
    """Whatever stands in a cell, every function answers on the same index."""
    column = pd.Series(texts, index=range(5, 5 + len(texts)), dtype="str")
    for ask in (
        codes.credit_code,
        codes.organisation_code,
        codes.organisation_in,
        codes.region_in,
        codes.place_level,
        codes.place_above,
        codes.block,
    ):
        assert ask(column).index.equals(column.index)


PLACES = [
    ("990121000000", "县", None, None),
    ("990121001000", "乡镇", "990121000000", "街道"),
    ("990121100000", "乡镇", "990121000000", "镇"),
    ("990121200000", "乡镇", "990121000000", "乡"),
    ("990121400000", "乡镇", "990121000000", "政企合一"),
    ("990121100001", "村", "990121100000", "居委会"),
    ("990121100201", "村", "990121100000", "村委会"),
    ("990121100598", "村", "990121100000", None),
    ("990121100201-01", "组", "990121100201", None),
    ("990121000201", None, None, None),
    ("990121600000", None, None, None),
    ("990121100000-01", None, None, None),
    ("99012110020", None, None, None),
]


@pytest.mark.parametrize(("code", "level", "above", "block"), PLACES)
def test_place_codes(code: str, level: str | None, above: str | None, block: str | None) -> None:
    """Level, place above and kind of block are read from the code alone."""
    for ask, expected in (
        (codes.place_level, level),
        (codes.place_above, above),
        (codes.block, block),
    ):
        found = ask(one(code))[0]
        assert found == expected if expected else pd.isna(found)
