"""What was read of an attachment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingbai.issues import Rule

Fault = tuple[Rule, str]  # the rule, and what was found in words

_WEB = re.compile(r"\s*(?:https?|mailto|tel):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)


def leads_astray(target: str) -> bool:
    """Whether a link names a disk, a share or a program, and not a page, a mailbox or a number."""
    return bool(_ELSEWHERE.match(target)) and not _WEB.match(target)


@dataclass(frozen=True)
class Document:
    """The content of an attachment. wrong_type: (its type, the accepted ones) where it is refused.

    texts: pages, parts, properties, comments. is_picture: it has no text that can be scanned.
    """

    texts: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    wrong_type: tuple[str, str] | None = None
    is_picture: bool = False
