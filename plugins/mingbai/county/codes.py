"""Columns of codes -> their check digits and parts: GB 32100, GB 11714, 12-digit region codes.

Every function takes a Series of str and returns one on the same index. Absent stays absent (NA);
a code of the wrong length or alphabet gives NA too, and is not an error of the caller.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

Numbers = np.ndarray[Any, np.dtype[Any]]

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CREDIT_WEIGHTS = [pow(3, place, 31) for place in range(17)]
_ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

TOWN_BLOCKS = {"0": "街道", "1": "镇", "2": "乡", "3": "乡", "4": "政企合一", "5": "政企合一"}
VILLAGE_BLOCKS = {"0": "居委会", "1": "居委会", "2": "村委会", "3": "村委会"}


def credit_code(codes: pd.Series) -> pd.Series:
    """Each 统一社会信用代码 with the check character computed from its first 17 (GB 32100-2015).

    NA where the first 17 are not in its alphabet or the length is not 18.
    """
    body = codes.where(codes.str.fullmatch(f"[{CREDIT_ALPHABET}]{{17}}.")).str[:17]
    sums = _weighted(body.dropna(), CREDIT_ALPHABET, _CREDIT_WEIGHTS)
    return body + _characters(body, CREDIT_ALPHABET, -sums % 31)


def organisation_code(codes: pd.Series) -> pd.Series:
    """Each organisation code with the check character computed from its first 8 (GB 11714).

    NA where the first eight are not digits or capitals or the length is not nine.
    """
    body = codes.where(codes.str.fullmatch("[0-9A-Z]{8}.")).str[:8]
    sums = _weighted(body.dropna(), ORGANISATION_ALPHABET, _ORGANISATION_WEIGHTS)
    return body + _characters(body, "0123456789X", -sums % 11)


def organisation_in(credit_codes: pd.Series) -> pd.Series:
    """The organisation code inside a credit code: characters 9 to 17."""
    return credit_codes.str[8:17]


def region_in(credit_codes: pd.Series) -> pd.Series:
    """The county inside a credit code: characters 3 to 8."""
    return credit_codes.str[2:8]


def place_level(codes: pd.Series) -> pd.Series:
    """县, 乡镇, 村 or 组 by the digit blocks of a place code; NA where it has no such form.

    `SSDDXX TTT VVV`, and `-` with a local number for a group, which has no national code.
    """
    patterns = {
        "县": r"\d{6}0{6}",
        "乡镇": r"\d{6}(?!000)[0-5]\d\d000",
        "村": r"\d{6}(?!000)[0-5]\d\d(?!000)\d{3}",
        "组": r"\d{6}(?!000)[0-5]\d\d(?!000)\d{3}-\d{2,3}",
    }
    level = pd.Series(pd.NA, index=codes.index, dtype="str")
    for name, pattern in patterns.items():
        level[codes.str.fullmatch(pattern).fillna(False).astype(bool)] = name
    return level


def place_above(codes: pd.Series) -> pd.Series:
    """The code of the parent place; NA for a county or a malformed code."""
    level = place_level(codes)
    above = codes.where(level == "组").str[:12]
    above = above.fillna(codes.where(level == "村").str[:9] + "000")
    return above.fillna(codes.where(level == "乡镇").str[:6] + "000000")


def block(codes: pd.Series) -> pd.Series:
    """The type of a township or village by its code: 镇, 街道, 村委会 …; else NA.

    By the first digit of its block only, because the ranges of village codes differ by year.
    """
    level = place_level(codes)
    town = codes.where(level == "乡镇").str[6].map(TOWN_BLOCKS)
    return town.fillna(codes.where(level == "村").str[9].map(VILLAGE_BLOCKS)).astype("str")


def _weighted(bodies: pd.Series, alphabet: str, weights: list[int]) -> Numbers:
    """The weighted sum of each body's character values; all bodies are as long as the weights."""
    letters = bodies.to_numpy(dtype=f"U{len(weights)}")
    points = np.ascontiguousarray(letters).view(np.uint32).reshape(len(letters), len(weights))
    values = np.zeros(128, dtype=np.int64)
    values[[ord(letter) for letter in alphabet]] = np.arange(len(alphabet))
    sums: Numbers = values[points] @ np.array(weights)
    return sums


def _characters(bodies: pd.Series, alphabet: str, positions: Numbers) -> pd.Series:
    """One character of the alphabet for each body that is not absent."""
    return pd.Series(np.array(list(alphabet))[positions], bodies.dropna().index, dtype="str")
