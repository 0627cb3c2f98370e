"""民主评议: what people were asked about each office, what they answered, what was mended."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.appraisals.duties import dues
from mingbai.kinds.appraisals.figures import figures
from mingbai.kinds.appraisals.filled_in import COMPUTED
from mingbai.kinds.appraisals.first_rows import first_rows
from mingbai.kinds.appraisals.offers import OFFERS
from mingbai.kinds.appraisals.pages import disclose, names, pages, panels
from mingbai.kinds.appraisals.reads import READS
from mingbai.kinds.appraisals.reconciliations import RECONCILIATIONS
from mingbai.kinds.appraisals.rules import CHECKS
from mingbai.kinds.appraisals.series import SERIES
from mingbai.kinds.appraisals.states import OPINION, STATES, TASK
from mingbai.kinds.appraisals.thresholds import THRESHOLDS
from mingbai.model import Kind, Scope

KIND = Kind(
    name="appraisals",
    title="民主评议",
    title_en="Public appraisals",
    door="监督",
    summary="每年请群众和企业评各单位：问了什么、多少人答、满意率多少、末位单位怎样整改。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "rounds", "votes", "opinions", "rectifications"),
    checks=CHECKS,
    computed=COMPUTED,
    disclose=disclose,
    pages=pages,
    names=names,
    panels=panels,
    dues=dues,
    figures=figures,
    series=SERIES,
    scopes=(
        Scope("round", "评议", rank=120),
        Scope(OPINION, "评议意见", rank=130, is_numbered=True),
        Scope(TASK, "整改任务", rank=140, is_numbered=True),
    ),
    states=STATES,
    thresholds=THRESHOLDS,
    reserved=frozenset({"unit"}),
    offers=OFFERS,
    reads=READS,
    reconciliations=RECONCILIATIONS,
    first_rows=first_rows,
)
