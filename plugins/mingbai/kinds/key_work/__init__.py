"""重点工作: the tasks of each year: who leads them, their milestones and their progress."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.key_work.first_rows import first_rows
from mingbai.kinds.key_work.offers import OFFERS
from mingbai.kinds.key_work.pages import REGISTER, disclose
from mingbai.kinds.key_work.rules import CHECKS
from mingbai.kinds.key_work.series import SERIES
from mingbai.kinds.key_work.thresholds import THRESHOLDS
from mingbai.model import Kind, Scope

KIND = Kind(
    name="key_work",
    title="重点工作",
    title_en="Key work",
    door="监督",
    summary="今年要办的几件大事：谁牵头、什么时候完成、现在进展怎样。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "tasks", "milestones", "progress"),
    checks=CHECKS,
    disclose=disclose,
    dues=REGISTER.dues,
    names=REGISTER.names,
    pages=REGISTER.pages,
    panels=REGISTER.panels,
    series=SERIES,
    scopes=(Scope("task", "重点工作", rank=160),),
    states=REGISTER.states,
    thresholds=THRESHOLDS,
    offers=OFFERS,
    first_rows=first_rows,
)
