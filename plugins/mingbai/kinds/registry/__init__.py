"""Places, agencies, books, posts, bases, calendar and rule set: what everything else stands on."""

from pathlib import Path

from mingbai import schema
from mingbai.kinds.registry.first_rows import first_rows
from mingbai.kinds.registry.pages import SUMMARY, TITLE, disclose, names, pages, tasks
from mingbai.kinds.registry.rules import CHECKS
from mingbai.model import Kind, Scope

KIND = Kind(
    name="registry",
    title=TITLE,
    title_en="Places and agencies",
    door="关于",
    summary=SUMMARY,
    folder=Path(__file__).parent,
    schemas=schema.load(
        Path(__file__).parent,
        "places",
        "agencies",
        "books",
        "posts",
        "windows",
        "leaders",
        "contacts",
        "legal_bases",
        "calendar",
        "rules",
        "site",
        "publication_classes",
        "log_keys",
        "synonyms",
        "households",
        "map_tiles",
    ),
    checks=CHECKS,
    disclose=disclose,
    pages=pages,
    tasks=tasks,
    names=names,
    scopes=(
        Scope("place", "地方", rank=10),
        Scope("book", "账本", rank=20),
        Scope("agency", "部门", rank=30),
        Scope("window", "窗口", rank=110),
        Scope("basis", "依据", rank=180),
        Scope("post", "岗位", rank=270),
    ),
    reserved=frozenset({"bases", "calendar", "classes", "rules"}),
    is_reference=True,
    first_rows=first_rows,
)
