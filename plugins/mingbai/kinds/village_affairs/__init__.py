"""村务事项: what was decided, built and paid for, from plan to result; person lists that expire."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.village_affairs.attachments import downloads
from mingbai.kinds.village_affairs.duties import dues
from mingbai.kinds.village_affairs.figures import figures
from mingbai.kinds.village_affairs.offers import OFFERS
from mingbai.kinds.village_affairs.pages import PROJECTS, disclose, names, pages, panels
from mingbai.kinds.village_affairs.reads import READS
from mingbai.kinds.village_affairs.reconciliations import RECONCILIATIONS
from mingbai.kinds.village_affairs.rules import CHECKS
from mingbai.kinds.village_affairs.series import SERIES
from mingbai.kinds.village_affairs.stages import STATES
from mingbai.kinds.village_affairs.thresholds import THRESHOLDS
from mingbai.model import Kind, Scope, ThingFile

KIND = Kind(
    name="village_affairs",
    title="村务事项",
    title_en="Village affairs",
    door="村务",
    summary="村里的决定、工程、补助、一事一议：计划、进展、结果，一步一步公开。",
    folder=Path(__file__).parent,
    schemas=schema.load(
        Path(__file__).parent,
        "matters",
        "resolutions",
        "projects",
        "payments",
        "grants",
        "compensations",
        "person_lists",
    ),
    checks=CHECKS,
    disclose=disclose,
    names=names,
    pages=pages,
    panels=panels,
    downloads=downloads,
    dues=dues,
    figures=figures,
    series=SERIES,
    scopes=(
        Scope("project", "工程", rank=80),
        Scope("matter", "村务", rank=90),
        Scope("person_list", "人员名单"),
    ),
    states=(*PROJECTS.states, *STATES),
    thresholds=THRESHOLDS,
    reserved=frozenset({"lists", "projects"}),
    offers=OFFERS,
    reads=READS,
    reconciliations=RECONCILIATIONS,
    things=(ThingFile("matters", "matter", "件村务", ("matters", "resolutions", "projects")),),
)
