"""滞办反馈告知书: why a thing was late or refused, who answers for it, what remedy there is."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.delays.duties import dues
from mingbai.kinds.delays.offers import OFFERS
from mingbai.kinds.delays.pages import disclose, names, pages, panels
from mingbai.kinds.delays.reads import READS
from mingbai.kinds.delays.rules import CHECKS
from mingbai.kinds.delays.states import SCOPE, STATES
from mingbai.model import Kind, Scope

KIND = Kind(
    name="delays",
    title="滞办告知书",
    title_en="Delay notices",
    door="办事",
    summary="没有按时办、不予办理的事：什么理由、哪个岗位负责、新的期限、不服向谁投诉。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "notices"),
    checks=CHECKS,
    disclose=disclose,
    pages=pages,
    names=names,
    panels=panels,
    dues=dues,
    scopes=(Scope(SCOPE, "滞办告知书", rank=240, is_numbered=True),),
    states=STATES,
    offers=OFFERS,
    reads=READS,
    posts=frozenset({"post_name"}),
)
