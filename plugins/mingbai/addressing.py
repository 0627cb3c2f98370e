"""An id -> its part of an address, for ever: ASCII ids keep theirs, Han stays, the rest is `-`."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LIMIT = 120  # bytes of one part, as UTF-8: file systems take 255, archives and other tools less
_KEPT = re.compile(r"[A-Za-z0-9._~:@!$&'*+,;=%-]+")
_RUN = re.compile(r"-{2,}")


def segment(id_: str) -> str:
    """`柳塘〔2026〕合字第 5 号` -> `柳塘-2026-合字第-5-号`; `HT-2026-01` as it is.

    It depends on the id alone, so that nothing published moves; ids that come out alike are refused
    (`id-collision`). One that is too long is cut, and ends in a hash of the whole.
    """
    if _KEPT.fullmatch(id_):
        return id_
    text = unicodedata.normalize("NFC", id_)
    plain = "".join(char if char.isalnum() or char in "-_." else "-" for char in text)
    plain = _RUN.sub("-", plain).strip("-.")
    if plain and len(plain.encode()) <= LIMIT:
        return plain
    ending = f"-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    shortened = plain.encode()[: LIMIT - len(ending)].decode("utf-8", "ignore").rstrip("-.")
    return f"{shortened or 'id'}{ending}"
