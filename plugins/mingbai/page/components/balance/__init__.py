"""What two places say of one thing, side by side."""

from mingbai.page.components.balance.view import BalanceSide, BalanceView

__all__ = ["BalanceSide", "BalanceView"]
