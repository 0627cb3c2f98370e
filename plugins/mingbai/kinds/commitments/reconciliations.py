"""What commitments promise to answer for, and decisions on accountability say too."""

from __future__ import annotations

from mingbai.check.reconciliations import Reconciliation, Side, side_frame
from mingbai.kinds.commitments.offers import LATE_PROMISES

_DECISIONS = side_frame(
    "accountability",
    "of_promises",
    ("commitment_no", "unit"),
    *("row", "title", "url", "scope", "thing", "agency"),
)

RECONCILIATIONS = (
    Reconciliation(
        code="broken-promise-not-decided",
        title="没有做到的承诺和问责决定",
        meaning="过错责任追究制里承诺超期不多于几件的，照办结公告数：超过了要有写明这一条承诺的问责决定，"
        "没有超过的不能因为它问责。",
        ground="过错责任追究制：承诺没有做到的，照承诺追究",
        remedy="照办结公告数超期的件数；该问责的，作出决定，在“问责的由来”里写上承诺编号。",
        unit="件",
        keys=("commitment_no", "unit"),
        left=Side(LATE_PROMISES, "照办结公告该问责的有", "没有这一条承诺"),
        right=Side(_DECISIONS, "问责台账写明因为它的有", "问责台账里没有"),
    ),
)
