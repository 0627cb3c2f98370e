"""制度与规范性文件: normative documents with their texts, in force, amended or repealed."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.regulations.offers import OFFERS
from mingbai.kinds.regulations.pages import REGISTER, disclose, pages, panels
from mingbai.kinds.regulations.rules import CHECKS
from mingbai.kinds.regulations.series import SERIES
from mingbai.model import Kind, Scope

KIND = Kind(
    name="regulations",
    title="制度与规范性文件",
    title_en="Normative documents",
    door="政策",
    summary="现行有效的文件，废止失效的文件和理由。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "documents", "decisions", "texts", "item_cuts"),
    checks=CHECKS,
    disclose=disclose,
    names=REGISTER.names,
    pages=pages,
    panels=panels,
    series=SERIES,
    scopes=(Scope("document", "文件", rank=170),),
    states=REGISTER.states,
    reserved=frozenset({"repealed"}),
    offers=OFFERS,
)
