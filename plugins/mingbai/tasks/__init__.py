"""Tasks and what was made before -> files: what reads as it did is kept, the rest is made.

A task is given an edition that watches what is read of it (`watched`). Each read has a key and, on
any edition, a digest (`inputs`); a part of a kind sees its own packages alone (`parts`). The
`record` of a site says of each task what it read and which files it left; where nothing of that has
changed, the files are taken from the standing site (`standing`). Rules are asked so too (`judge`).
"""

from mingbai.tasks.content import digest
from mingbai.tasks.inputs import Digests
from mingbai.tasks.judge import Beforehand, FrameMaker, Judge
from mingbai.tasks.record import LeftFile, Made, Product, TaskRecord, load, save
from mingbai.tasks.standing import Altered, keep
from mingbai.tasks.words import says
from mingbai.tasks.work import BuildPlace, Press, Work

__all__ = [
    "Altered",
    "Beforehand",
    "BuildPlace",
    "Digests",
    "FrameMaker",
    "Judge",
    "LeftFile",
    "Made",
    "Press",
    "Product",
    "TaskRecord",
    "Work",
    "digest",
    "keep",
    "load",
    "save",
    "says",
]
