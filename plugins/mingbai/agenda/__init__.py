"""A checked county and an office -> Agenda: what is overdue, wrong and due soon, in words.

`agenda` gathers it, `writing` gives it as text, JSON, a calendar or a page without any request.
"""

from mingbai.agenda.agenda import Agenda, OpenDuty, agenda
from mingbai.agenda.writing import FORMATS, write

__all__ = ["FORMATS", "Agenda", "OpenDuty", "agenda", "write"]
