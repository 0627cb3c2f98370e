"""公开目录: what the county promised to publish, beside what was really published and when."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.catalogue.offers import OFFERS
from mingbai.kinds.catalogue.pages import REGISTER, disclose, pages, panels
from mingbai.kinds.catalogue.promises import promises
from mingbai.kinds.catalogue.reconciliations import RECONCILIATIONS
from mingbai.kinds.catalogue.rules import CHECKS
from mingbai.kinds.catalogue.series import SERIES
from mingbai.model import Kind, Scope

KIND = Kind(
    name="catalogue",
    title="公开目录",
    title_en="Disclosure catalogue",
    door="政策",
    summary="县里承诺公开什么、依据什么、多久公开一次；每一项旁边写着实际公开了没有。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "entries"),
    checks=CHECKS,
    disclose=disclose,
    pages=pages,
    names=REGISTER.names,
    panels=panels,
    series=SERIES,
    promises=promises,
    scopes=(Scope("catalogue_entry", "公开目录", rank=190),),
    states=REGISTER.states,
    offers=OFFERS,
    reconciliations=RECONCILIATIONS,
)
