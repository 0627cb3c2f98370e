"""What accounting platforms export of a month -> the month's ledger, statements, trial balances."""

from __future__ import annotations

from mingbai.kinds.accounts.exports.forms import ENDINGS, FORMS
from mingbai.kinds.accounts.exports.tables import build
from mingbai.model import Exports

__all__ = ["EXPORTS"]

EXPORTS = Exports(forms=FORMS, scope="book", endings=ENDINGS, build=build)
