"""党务公开: what party organisations publish, by organisation and class."""

from pathlib import Path

from mingbai import schema
from mingbai.county import QUARTER_DUE_DAY
from mingbai.kinds.party_affairs.pages import REGISTER
from mingbai.kinds.party_affairs.rules import CHECKS
from mingbai.kinds.party_affairs.series import SERIES
from mingbai.model import Kind, Scope

KIND = Kind(
    name="party_affairs",
    title="党务公开",
    title_en="Party affairs",
    door="村务",
    summary="镇、村党组织向社会公开的事项，和公开以前的审批过程。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "items"),
    checks=CHECKS,
    disclose=REGISTER.disclose,
    names=REGISTER.names,
    pages=REGISTER.pages,
    panels=REGISTER.panels,
    series=SERIES,
    thresholds=(QUARTER_DUE_DAY,),
    scopes=(Scope("party_item", "党务", rank=100),),
)
