"""服务承诺与十项制度: what an agency promised beside what was observed."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.commitments.offers import OFFERS
from mingbai.kinds.commitments.pages import disclose, names, pages, panels
from mingbai.kinds.commitments.reads import READS
from mingbai.kinds.commitments.reconciliations import RECONCILIATIONS
from mingbai.kinds.commitments.rules import CHECKS
from mingbai.kinds.commitments.series import SERIES
from mingbai.kinds.commitments.states import SCOPE, STATES
from mingbai.model import Kind, Scope

KIND = Kind(
    name="commitments",
    title="服务承诺",
    title_en="Service commitments",
    door="办事",
    summary="各单位承诺了什么，实际做到了没有；首问负责、限时办结等十项制度和公示牌。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "commitments", "boards"),
    checks=CHECKS,
    disclose=disclose,
    pages=pages,
    names=names,
    panels=panels,
    series=SERIES,
    scopes=(Scope(SCOPE, "承诺", rank=210, is_numbered=True),),
    states=STATES,
    offers=OFFERS,
    reads=READS,
    reconciliations=RECONCILIATIONS,
)
