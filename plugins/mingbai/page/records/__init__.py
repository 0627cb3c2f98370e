"""A register, whose rows each stand for one thing -> its index, pages, names, dues and panels.

A kind declares a `Register` and gives its methods to the `Kind`; a page of another shape takes
single rows, columns, facts and proofs from here.
"""

from mingbai.page.records.attachments import are_attached, attachment_downloads
from mingbai.page.records.fields import Row, column, facts, rows, without_lines
from mingbai.page.records.proofs import proof_lines
from mingbai.page.records.register import (
    Deadline,
    Placement,
    Records,
    Register,
    package_disclosures,
)
from mingbai.page.records.states import (
    alarm_figures,
    alarms_first,
    in_order,
    state_figure,
    state_marks,
    worst_first,
)
from mingbai.page.records.views import RecordView, RegisterView, Section

__all__ = [
    "Deadline",
    "Placement",
    "RecordView",
    "Records",
    "Register",
    "RegisterView",
    "Row",
    "Section",
    "alarm_figures",
    "alarms_first",
    "are_attached",
    "attachment_downloads",
    "column",
    "facts",
    "in_order",
    "package_disclosures",
    "proof_lines",
    "rows",
    "state_figure",
    "state_marks",
    "without_lines",
    "worst_first",
]
