"""Department, type and serial -> a valid 统一社会信用代码 (GB 32100) of an invented body."""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_SUBJECT_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SUBJECT_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

REGION = "990121"


def credit_code(kind: str, letters: str, serial: int) -> str:
    """kind: registration department and type (`11`, `N1`, `N2`); letters: two of the subject."""
    subject = f"{letters}{serial:06d}"
    body = f"{kind}{REGION}{subject}{_subject_check(subject)}"
    total = sum(_ALPHABET.index(c) * w for c, w in zip(body, _WEIGHTS, strict=True))
    return body + _ALPHABET[-total % 31]


def _subject_check(subject: str) -> str:
    """GB 11714: mod 11 over eight characters."""
    values = (_SUBJECT_ALPHABET.index(c) for c in subject)
    rest = 11 - sum(v * w for v, w in zip(values, _SUBJECT_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
