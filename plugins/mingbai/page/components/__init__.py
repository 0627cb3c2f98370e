"""Records -> the parts of a page: one component a folder of fixed file names.

`template.html` holds the macro of the folder's name, `style.css` its looks, `view.py` the records
that the macro reads, `example.py` what it is called with on the pattern page and in tests. Each
folder has the files that it needs; a folder of a style alone belongs to markup that pages write.
Urls in records are rooted (`/accounts/…/`, or `#anchor` on the same page); the writer makes them
relative. `Markup` marks text that was escaped by columns (`page.tables`) or drawn (`page.charts`,
`page.flowchart`).
"""

from mingbai.page.components.alarm import Alarm
from mingbai.page.components.answers import Answer
from mingbai.page.components.balance import BalanceSide, BalanceView
from mingbai.page.components.calendar import CalendarDay, CalendarWeek, DueCalendar
from mingbai.page.components.chart import ChartView
from mingbai.page.components.checklist import PaperItem
from mingbai.page.components.choices import Choice
from mingbai.page.components.datasets import DatasetLine
from mingbai.page.components.dictionary import DictionaryField, DictionaryTable
from mingbai.page.components.dots import DotGridView
from mingbai.page.components.downloads import FileLink
from mingbai.page.components.facts import Fact
from mingbai.page.components.feedlist import FeedLine
from mingbai.page.components.figures import Figure
from mingbai.page.components.flowchart import FlowView
from mingbai.page.components.gaps import GapLine
from mingbai.page.components.leaf import DueDay
from mingbai.page.components.ledger import LedgerView
from mingbai.page.components.link import Link
from mingbai.page.components.mark import Mark
from mingbai.page.components.months import Month, MonthRow
from mingbai.page.components.names import NameTarget
from mingbai.page.components.news import NewsItem
from mingbai.page.components.outcomes import Outcome
from mingbai.page.components.proofs import ProofLine
from mingbai.page.components.purposes import Purpose
from mingbai.page.components.reasons import Reason
from mingbai.page.components.replies import ReplyLine
from mingbai.page.components.revision import Revision
from mingbai.page.components.rules import RuleLine
from mingbai.page.components.steps import StepLine
from mingbai.page.components.sum import SumLine
from mingbai.page.components.table import Column, TableView
from mingbai.page.components.tiles import PlaceTile, TownTiles
from mingbai.page.components.tree import Branch

__all__ = [
    "Alarm",
    "Answer",
    "BalanceSide",
    "BalanceView",
    "Branch",
    "CalendarDay",
    "CalendarWeek",
    "ChartView",
    "Choice",
    "Column",
    "DatasetLine",
    "DictionaryField",
    "DictionaryTable",
    "DotGridView",
    "DueCalendar",
    "DueDay",
    "Fact",
    "FeedLine",
    "Figure",
    "FileLink",
    "FlowView",
    "GapLine",
    "LedgerView",
    "Link",
    "Mark",
    "Month",
    "MonthRow",
    "NameTarget",
    "NewsItem",
    "Outcome",
    "PaperItem",
    "PlaceTile",
    "ProofLine",
    "Purpose",
    "Reason",
    "ReplyLine",
    "Revision",
    "RuleLine",
    "StepLine",
    "SumLine",
    "TableView",
    "TownTiles",
]
