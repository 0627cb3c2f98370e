"""A picture of numbers, and under it the same numbers as a table."""

from mingbai.page.components.chart.view import ChartView

__all__ = ["ChartView"]
