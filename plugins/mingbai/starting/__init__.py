"""What an office says of its county -> a folder to work in; what it lacks before it is published.

`answers` are what is asked, `county` lays the folder, `registry` the first tables, `own_git`
its own git, `forges` the files by which a forge checks and publishes. `doctor` says what is
missing.
"""

from mingbai.starting.answers import LICENCES, CountyAnswers, NewOffice, complaints, office
from mingbai.starting.county import NotEmpty, Started, start, workbook_of
from mingbai.starting.doctor import Need, needs
from mingbai.starting.forges import FORGES, lay_forge
from mingbai.starting.own_git import install_hook

__all__ = [
    "FORGES",
    "LICENCES",
    "CountyAnswers",
    "Need",
    "NewOffice",
    "NotEmpty",
    "Started",
    "complaints",
    "install_hook",
    "lay_forge",
    "needs",
    "office",
    "start",
    "workbook_of",
]
