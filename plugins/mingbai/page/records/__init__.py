"""A register, whose rows each stand for one thing -> its index, pages, names and panels."""

from mingbai.page.records import register
from mingbai.page.records.register import RecordView, Register, RegisterView, Row, Section

__all__ = ["RecordView", "Register", "RegisterView", "Row", "Section", "register"]
