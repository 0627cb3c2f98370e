"""督查通报: notices of supervision, what each demands by when, and the answers."""

from pathlib import Path

from mingbai import schema
from mingbai.county import MONTH_DUE_DAY
from mingbai.kinds.supervision.offers import OFFERS
from mingbai.kinds.supervision.pages import REGISTER
from mingbai.kinds.supervision.rules import CHECKS
from mingbai.kinds.supervision.series import SERIES
from mingbai.model import Kind, Scope

KIND = Kind(
    name="supervision",
    title="督查通报",
    title_en="Supervision notices",
    door="监督",
    summary="督查发现了什么，要求哪天前答复，答复了没有。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "notices"),
    checks=CHECKS,
    disclose=REGISTER.disclose,
    dues=REGISTER.dues,
    names=REGISTER.names,
    pages=REGISTER.pages,
    panels=REGISTER.panels,
    series=SERIES,
    thresholds=(MONTH_DUE_DAY,),
    scopes=(Scope("notice", "督查通报", rank=250),),
    states=REGISTER.states,
    offers=OFFERS,
)
