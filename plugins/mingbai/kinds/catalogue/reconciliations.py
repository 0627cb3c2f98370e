"""What the catalogue promises, and the clock counts by."""

from __future__ import annotations

from mingbai.check.reconciliations import STATE, Reconciliation, Side
from mingbai.kinds.catalogue.offers import KEPT, PROMISED

RECONCILIATIONS = (
    Reconciliation(
        code="promise-other-than-clock",
        title="公开目录的期限和本县规则的期限",
        meaning="目录写明几号以前、几个工作日以内公开的，本县规则要定同样的期限："
        "按时还是逾期，网站照本县规则算。本来就照目录算的，不比。",
        ground="公开目录向社会承诺期限；按时还是逾期，照承诺的期限算",
        remedy="目录和本县规则，以对群众承诺的为准：改本县规则，或者更正目录。",
        unit=STATE,
        keys=("entry_no",),
        left=Side(PROMISED, "目录承诺", "目录没有这一项", field="limit_text"),
        right=Side(KEPT, "网站照本县规则算", "本县规则没有定它的期限"),
    ),
)
