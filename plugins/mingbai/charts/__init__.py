"""Numbers -> charts drawn when the site is built: inline SVG, a table of the same, a sentence.

No script and no style attribute; solid, hatched, blank and dotted read the same in grey.
"""

from mingbai.charts.history import Point, history
from mingbai.charts.months import MonthSum, bars
from mingbai.charts.shares import shares, shares_key

__all__ = ["MonthSum", "Point", "bars", "history", "shares", "shares_key"]
