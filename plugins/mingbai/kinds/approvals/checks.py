"""All rules of approvals, in the order in which the rules page tells them."""

from mingbai.kinds.approvals import flow_rules, item_rules, paper_rules
from mingbai.kinds.approvals.elements import guide_incomplete

CHECKS = (*item_rules.RULES, *paper_rules.RULES, *flow_rules.RULES, guide_incomplete)
