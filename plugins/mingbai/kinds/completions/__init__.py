"""已办结事项公告: what was done, by when it was due, and how long each step really took."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.completions.figures import figures
from mingbai.kinds.completions.filled_in import COMPUTED
from mingbai.kinds.completions.offers import OFFERS
from mingbai.kinds.completions.pages import disclose, names, pages, panels
from mingbai.kinds.completions.reads import READS
from mingbai.kinds.completions.reconciliations import RECONCILIATIONS
from mingbai.kinds.completions.rules import CHECKS
from mingbai.kinds.completions.series import SERIES
from mingbai.kinds.completions.states import SCOPE, STATES
from mingbai.kinds.completions.tally import LIST
from mingbai.kinds.completions.thresholds import THRESHOLDS
from mingbai.kinds.completions.timeliness import dues
from mingbai.model import Kind, PartNames, Scope, ThingFile

KIND = Kind(
    name="completions",
    title="已办结事项",
    title_en="Completed cases",
    door="办事",
    summary="每一件办结的事：哪天受理、应该哪天办完、实际哪天办完；按受理编号可以查。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "cases", "case_steps", "case_counts"),
    checks=CHECKS,
    computed=COMPUTED,
    disclose=disclose,
    pages=pages,
    names=names,
    panels=panels,
    dues=dues,
    figures=figures,
    series=SERIES,
    scopes=(Scope(SCOPE, "办件", rank=260, is_numbered=True),),
    states=STATES,
    thresholds=THRESHOLDS,
    reserved=frozenset({"item"}),
    offers=OFFERS,
    reads=READS,
    reconciliations=RECONCILIATIONS,
    private_list=LIST,
    things=(ThingFile("cases", SCOPE, "件办件", ("cases", "case_steps")),),
    posts=frozenset({"post_name"}),
    parts=(
        PartNames(
            field="step_id",
            kind="approvals",
            table="steps",
            code="step_id",
            title="label",
            scope="item",
        ),
    ),
)
