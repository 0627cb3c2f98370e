"""Which characters a text may contain: one class for Python's `re` and for Rust's regex."""

from __future__ import annotations

import re
import unicodedata

# C0, DEL, C1; bidi and zero-width marks; line separators; private use; lone surrogates;
# the replacement character; variation selectors; tags; non-characters.
_RANGES = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xD800, 0xDFFF),
    (0xE000, 0xF8FF),
    (0xFDD0, 0xFDEF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFD),
    (0xFFFE, 0xFFFF),
    (0x1FFFE, 0x1FFFF),
    (0xE0000, 0xE0FFF),
    (0xF0000, 0x10FFFF),
)

_SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"


def _class(is_rust: bool) -> str:
    """The forbidden characters as the inside of a regex class."""
    return "".join(
        rf"\x{{{a:x}}}-\x{{{b:x}}}" if is_rust else rf"\U{a:08x}-\U{b:08x}"
        for a, b in _RANGES
        if not (is_rust and a == 0xD800)  # Rust's text cannot hold a surrogate
    )


FORBIDDEN_RUST = f"[{_class(is_rust=True)}]"
EDGE_SPACE_RUST = rf"^[{_SPACES}]|[{_SPACES}]$"

# Allowed, but examined one by one: combining marks, Greek and Cyrillic, radicals, compatibility
# forms, mathematical letters.
UNUSUAL_RUST = (
    r"[\x{300}-\x{36F}\x{370}-\x{52F}\x{13A0}-\x{13FF}\x{2E80}-\x{2FDF}\x{3099}-\x{309A}"
    r"\x{A64F}-\x{A69F}\x{F900}-\x{FAFF}\x{1D400}-\x{1D7FF}\x{2F800}-\x{2FA1F}]"
)
_RADICAL = re.compile("[\u2e80-\u2fdf\U0001d400-\U0001d7ff]")
_LATIN_BESIDE_OTHER = re.compile(
    "[A-Za-z][\u0370-\u052f\u13a0-\u13ff\ua640-\ua69f]|[\u0370-\u052f\u13a0-\u13ff\ua640-\ua69f][A-Za-z]"
)
_FORBIDDEN = re.compile(f"[{_class(is_rust=False)}]")
_EDGE_SPACE = re.compile(EDGE_SPACE_RUST)


def forbidden(text: str) -> str | None:
    """The first forbidden character, as `U+202E`, or None."""
    match = _FORBIDDEN.search(text)
    return f"U+{ord(match.group()):04X}" if match else None


def is_padded(text: str) -> bool:
    """Whether the text begins or ends with a space of any kind."""
    return _EDGE_SPACE.search(text) is not None


def normal(text: str) -> str:
    """The normal form of a text: NFC, with radicals and mathematical letters replaced (NFKC)."""
    unified = _RADICAL.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return unicodedata.normalize("NFC", unified)


def is_lookalike(text: str) -> bool:
    """Whether a Latin letter is adjacent to a Greek, Cyrillic or Cherokee one."""
    return _LATIN_BESIDE_OTHER.search(text) is not None


def folded(name: str) -> str:
    """The key under which two names are equal: NFC and case-folded, as file systems compare."""
    return unicodedata.normalize("NFC", name).casefold()


def visible(text: str, limit: int = 60) -> str:
    """Text for a message: at most `limit` characters, forbidden ones as `<U+202E>`."""
    short = text if len(text) <= limit else f"{text[:limit]}…（共 {len(text)} 字）"
    return _FORBIDDEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", short)
