"""办事指南: what can be applied for, with papers, fees, forms, limits and how it is processed."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.approvals.offers import OFFERS
from mingbai.kinds.approvals.pages import disclose, downloads, names, pages, panels
from mingbai.kinds.approvals.reads import READS
from mingbai.kinds.approvals.reconciliations import RECONCILIATIONS
from mingbai.kinds.approvals.rules import CHECKS
from mingbai.kinds.approvals.series import SERIES
from mingbai.kinds.approvals.thresholds import THRESHOLDS
from mingbai.kinds.approvals.titles import SECTION, SUMMARY, TITLE
from mingbai.model import Front, Kind, Scope

KIND = Kind(
    name="approvals",
    title=TITLE,
    title_en="Service guides",
    door=SECTION,
    summary=SUMMARY,
    folder=Path(__file__).parent,
    schemas=schema.load(
        Path(__file__).parent,
        "items",
        "materials",
        "fees",
        "bases",
        "steps",
        "transitions",
        "cuts",
        "former_limits",
    ),
    checks=CHECKS,
    disclose=disclose,
    pages=pages,
    names=names,
    panels=panels,
    downloads=downloads,
    series=SERIES,
    scopes=(Scope("item", "事项", rank=40, has_id_rules=True),),
    thresholds=THRESHOLDS,
    front=Front(entrance="我要办事", lead="要几天、收不收费、带什么。"),
    offers=OFFERS,
    reads=READS,
    reconciliations=RECONCILIATIONS,
    posts=frozenset({"post_name"}),
)
