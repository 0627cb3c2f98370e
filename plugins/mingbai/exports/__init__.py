"""What an accounting platform exports, and what has to be asked about it: shapes, questions, rules.

A kind says which sheets it takes (`ExportForm`) and makes its tables of their rows; the workbook
finds the sheets and reads the rows. Neither knows the other.
"""

from __future__ import annotations

from mingbai.exports.inquiry import AnswerChoice, Inquiry, Question, split
from mingbai.exports.rules import ASKED, RULES
from mingbai.exports.shapes import (
    ExportBlock,
    ExportColumn,
    ExportForm,
    ExportLabel,
    ExportRow,
    ExportTables,
    LabelledRow,
    TableLine,
)

__all__ = [
    "ASKED",
    "RULES",
    "AnswerChoice",
    "ExportBlock",
    "ExportColumn",
    "ExportForm",
    "ExportLabel",
    "ExportRow",
    "ExportTables",
    "Inquiry",
    "LabelledRow",
    "Question",
    "TableLine",
    "rules",
    "split",
]
