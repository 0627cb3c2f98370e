"""The registry's Tables -> County: its places, agencies, books, thresholds and working days.

`codes` knows how codes of places and organisations are made up, `publication` how cases of an
item are published.
"""

from mingbai.county import codes, publication
from mingbai.county.county import County, SettingKey, foreign_bases, is_in_force
from mingbai.county.frames import PUBLISHED_LINES, CommonFrame, Frame
from mingbai.county.thresholds import (
    ANSWER_DAYS,
    LIKE_MIN,
    MONTH_DUE_DAY,
    QUARTER_DUE_DAY,
    Threshold,
)
from mingbai.county.working_days import Calendar, YearNotAnnounced

__all__ = [
    "ANSWER_DAYS",
    "LIKE_MIN",
    "MONTH_DUE_DAY",
    "PUBLISHED_LINES",
    "QUARTER_DUE_DAY",
    "Calendar",
    "CommonFrame",
    "County",
    "Frame",
    "SettingKey",
    "Threshold",
    "YearNotAnnounced",
    "codes",
    "foreign_bases",
    "is_in_force",
    "publication",
]
