"""The first line of a page whose thing is late, missing or owed: bad news stands first."""

from mingbai.page.components.alarm.view import Alarm

__all__ = ["Alarm"]
