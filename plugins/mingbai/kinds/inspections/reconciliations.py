"""What filings of inspections say, and the county's list of powers says too."""

from __future__ import annotations

from mingbai.check.reconciliations import STATE, Reconciliation, Side
from mingbai.kinds.inspections.offers import FILED, GRANTED

RECONCILIATIONS = (
    Reconciliation(
        code="filing-on-other-law",
        title="检查备案和检查权清单",
        meaning="同一个单位检查同一类企业，备案写的依据要和县里公布的检查权清单上的依据一样。",
        ground="没有法定依据不检查；检查企业先备案、后检查，检查权事先公布",
        remedy="备案写错依据的，更正备案；清单漏了依据的，由公布清单的单位更正清单。",
        unit=STATE,
        keys=("filing_no",),
        left=Side(FILED, "备案写的依据是", "没有这份备案", field="basis_id"),
        right=Side(GRANTED, "检查权清单上是", "检查权清单里没有这项检查权"),
    ),
)
