"""效能问责: who was held to account, for what, by which measure and on which basis."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.accountability.offers import OFFERS
from mingbai.kinds.accountability.pages import REGISTER
from mingbai.kinds.accountability.reads import READS
from mingbai.kinds.accountability.reconciliations import RECONCILIATIONS
from mingbai.kinds.accountability.rules import CHECKS
from mingbai.kinds.accountability.series import SERIES
from mingbai.model import Kind, Scope

KIND = Kind(
    name="accountability",
    title="效能问责",
    title_en="Accountability",
    door="监督",
    summary="谁因为什么被问责，用的哪一种方式，依据是什么。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "decisions", "causes", "unkept_tasks"),
    checks=CHECKS,
    disclose=REGISTER.disclose,
    names=REGISTER.names,
    pages=REGISTER.pages,
    panels=REGISTER.panels,
    series=SERIES,
    scopes=(Scope("decision", "问责", rank=230),),
    offers=OFFERS,
    reads=READS,
    reconciliations=RECONCILIATIONS,
)
