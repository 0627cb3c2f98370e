"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Revision:
    """What was wrong: of what, what stood there in which version, what stands there now.

    url: where it stands now, None where it has no page.
    """

    what: str
    before: str
    former: str
    after: str
    present: str
    url: str | None = None
