"""Weeks of days: what falls due on each, and whether it came."""

from mingbai.page.components.calendar.view import CalendarDay, CalendarWeek, DueCalendar

__all__ = ["CalendarDay", "CalendarWeek", "DueCalendar"]
