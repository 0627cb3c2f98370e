"""绩效考评: scores of each unit by indicator and year, with totals and ranks inside a class."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.performance.figures import figures
from mingbai.kinds.performance.filled_in import COMPUTED
from mingbai.kinds.performance.first_rows import first_rows
from mingbai.kinds.performance.offers import OFFERS
from mingbai.kinds.performance.pages import disclose, names, pages, panels
from mingbai.kinds.performance.reads import READS
from mingbai.kinds.performance.reconciliations import RECONCILIATIONS
from mingbai.kinds.performance.rules import CHECKS
from mingbai.kinds.performance.series import SERIES
from mingbai.model import Kind, Scope

KIND = Kind(
    name="performance",
    title="绩效考评",
    title_en="Performance appraisal",
    door="监督",
    summary="每个单位考什么、怎样打分、得了多少分、排在第几。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "indicators", "formulas", "scores", "totals"),
    checks=CHECKS,
    computed=COMPUTED,
    disclose=disclose,
    names=names,
    pages=pages,
    panels=panels,
    figures=figures,
    series=SERIES,
    scopes=(Scope("indicator", "考评指标", rank=150),),
    reserved=frozenset({"unit"}),
    offers=OFFERS,
    reads=READS,
    reconciliations=RECONCILIATIONS,
    first_rows=first_rows,
)
