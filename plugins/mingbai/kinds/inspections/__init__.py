"""执法检查: inspections that were filed beforehand, and what each of them found."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.inspections.offers import OFFERS
from mingbai.kinds.inspections.pages import REGISTER, pages
from mingbai.kinds.inspections.reconciliations import RECONCILIATIONS
from mingbai.kinds.inspections.rules import CHECKS
from mingbai.kinds.inspections.series import SERIES
from mingbai.kinds.inspections.thresholds import THRESHOLDS
from mingbai.model import Kind, Scope

KIND = Kind(
    name="inspections",
    title="执法检查",
    title_en="Inspection filings",
    door="监督",
    summary="检查企业要先备案：谁查、查什么、哪天查、查出了什么。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "powers", "filings", "results"),
    checks=CHECKS,
    disclose=REGISTER.disclose,
    names=REGISTER.names,
    pages=pages,
    panels=REGISTER.panels,
    dues=REGISTER.dues,
    series=SERIES,
    scopes=(Scope("filing", "检查备案", rank=200),),
    states=REGISTER.states,
    reserved=frozenset({"cal"}),
    thresholds=THRESHOLDS,
    offers=OFFERS,
    reconciliations=RECONCILIATIONS,
)
