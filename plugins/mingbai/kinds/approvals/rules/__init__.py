"""All rules of approvals, in the order in which the rules page shows them."""

from mingbai.kinds.approvals.rules import elements, flows, former_limits, items, papers, publication
from mingbai.kinds.approvals.rules.elements import guide_incomplete, guide_without_telephone
from mingbai.kinds.approvals.rules.items import WEB, limit_texts

__all__ = ["CHECKS", "WEB", "elements", "limit_texts"]

CHECKS = (
    *items.RULES,
    *former_limits.RULES,
    *papers.RULES,
    *flows.RULES,
    guide_incomplete,
    guide_without_telephone,
    *publication.CHECKS,
)
