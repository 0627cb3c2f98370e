"""`edition.json` -> what a site says of itself: where it stands, of which day it speaks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from mingbai.history import checkpoints
from mingbai.history.verification.trees import SiteTree

PATH = "edition.json"


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """address: where a site stands, without scheme; as_of: the day that it speaks of."""

    address: str
    as_of: date

    @property
    def origin(self) -> str:
        """What its log is called."""
        return f"{self.address}/log"


def about(site: SiteTree) -> SiteFacts | None:
    """What a site says of itself; None where its file is missing or cannot be read."""
    try:
        document = json.loads(site.body(PATH) or b"")
        as_of = date.fromisoformat(document["as_of"])
        return SiteFacts(checkpoints.address_of(document["site_url"]), as_of)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
