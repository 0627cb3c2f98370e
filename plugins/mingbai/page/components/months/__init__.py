"""The months of a year, one cell each."""

from mingbai.page.components.months.view import Month, MonthRow

__all__ = ["Month", "MonthRow"]
