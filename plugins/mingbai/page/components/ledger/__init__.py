"""Account lines under their subjects, with the total that they add up to."""

from mingbai.page.components.ledger.view import LedgerView

__all__ = ["LedgerView"]
