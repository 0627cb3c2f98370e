"""效能投诉: what people complained of, by when it had to be answered, what was found."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.complaints.figures import figures
from mingbai.kinds.complaints.filled_in import COMPUTED
from mingbai.kinds.complaints.offers import OFFERS
from mingbai.kinds.complaints.pages import REGISTER, pages
from mingbai.kinds.complaints.reads import READS
from mingbai.kinds.complaints.reconciliations import RECONCILIATIONS
from mingbai.kinds.complaints.rules import CHECKS
from mingbai.kinds.complaints.series import SERIES
from mingbai.kinds.complaints.thresholds import THRESHOLDS
from mingbai.model import Kind, Scope

KIND = Kind(
    name="complaints",
    title="效能投诉",
    title_en="Efficiency complaints",
    door="监督",
    summary="办事慢、态度差、乱收费，怎样投诉，别人投诉了什么、怎样处理的。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "complaints", "monthly", "named_cases"),
    checks=CHECKS,
    computed=COMPUTED,
    disclose=REGISTER.disclose,
    dues=REGISTER.dues,
    names=REGISTER.names,
    pages=pages,
    panels=REGISTER.panels,
    figures=figures,
    series=SERIES,
    scopes=(Scope("complaint", "投诉", rank=220, is_numbered=True),),
    states=REGISTER.states,
    thresholds=THRESHOLDS,
    offers=OFFERS,
    reads=READS,
    reconciliations=RECONCILIATIONS,
)
