"""三资: what the collectives own, to whom they let it, and what was paid for it."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.holdings.disclosures import disclose, names
from mingbai.kinds.holdings.figures import figures
from mingbai.kinds.holdings.offers import OFFERS
from mingbai.kinds.holdings.pages import pages, panels
from mingbai.kinds.holdings.reads import READS
from mingbai.kinds.holdings.reconciliations import RECONCILIATIONS
from mingbai.kinds.holdings.rules import CHECKS
from mingbai.kinds.holdings.series import SERIES
from mingbai.kinds.holdings.states import STATES
from mingbai.kinds.holdings.thresholds import THRESHOLDS
from mingbai.model import Kind, Scope, ThingFile

KIND = Kind(
    name="holdings",
    title="集体资产资源与合同",
    title_en="Collective holdings and contracts",
    door="村账",
    summary="村组有什么资产资源，租给了谁、多少钱、收了没有，哪些合同该管了。",
    folder=Path(__file__).parent,
    schemas=schema.load(
        Path(__file__).parent, "assets", "resources", "contracts", "schedule", "receipts"
    ),
    checks=CHECKS,
    disclose=disclose,
    names=names,
    pages=pages,
    panels=panels,
    figures=figures,
    series=SERIES,
    scopes=(
        Scope("contract", "合同", rank=50),
        Scope("asset", "资产", rank=94),
        Scope("resource", "资源", rank=96),
    ),
    states=STATES,
    thresholds=THRESHOLDS,
    reserved=frozenset({"contracts", "places", "warnings"}),
    offers=OFFERS,
    reads=READS,
    reconciliations=RECONCILIATIONS,
    things=(ThingFile("contracts", "contract", "份合同", ("contracts", "schedule", "receipts")),),
)
