"""All rules of the registry, in the order in which the rules page shows them."""

from mingbai.kinds.registry import office_rules, place_rules, setting_rules

CHECKS = (*place_rules.CHECKS, *office_rules.CHECKS, *setting_rules.CHECKS)
