"""All rules of the registry, in the order in which the rules page shows them."""

from mingbai.kinds.registry.rules import contacts, log_keys, offices, places, settings
from mingbai.kinds.registry.rules.settings import notice_years

__all__ = ["CHECKS", "notice_years"]

CHECKS = (*places.CHECKS, *offices.CHECKS, *contacts.CHECKS, *settings.CHECKS, *log_keys.CHECKS)
