"""Replies to warnings, gaps and corrections, and what citizens asked, each with its own clock."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from mingbai import schema
from mingbai.county import ANSWER_DAYS, County
from mingbai.kinds.replies.attachments import downloads
from mingbai.kinds.replies.offers import OFFERS
from mingbai.kinds.replies.pages import QUESTIONS, REPLIES, pages, panels
from mingbai.kinds.replies.rules import CHECKS
from mingbai.model import Disclosure, Kind, Name, Scope
from mingbai.read import Tables


def _disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    yield from REPLIES.disclose(tables, county)
    yield from QUESTIONS.disclose(tables, county)


def _names(tables: Tables, county: County) -> Iterator[Name]:
    yield from REPLIES.names(tables, county)
    yield from QUESTIONS.names(tables, county)


def _dues(tables: Tables, county: County) -> pd.DataFrame:
    """Each reply and each answer by its own last day."""
    dues = (REPLIES.dues(tables, county), QUESTIONS.dues(tables, county))
    return pd.concat(dues, ignore_index=True)


KIND = Kind(
    name="replies",
    title=REPLIES.title,
    title_en="Replies and questions",
    door=REPLIES.door,
    summary="提醒了的、对不上的、更正过的，单位怎样说；村民问的，怎样答。",
    folder=Path(__file__).parent,
    schemas=schema.load(Path(__file__).parent, "replies", "questions"),
    checks=CHECKS,
    disclose=_disclose,
    names=_names,
    pages=pages,
    panels=panels,
    downloads=downloads,
    dues=_dues,
    scopes=(
        Scope("reply", "回应", rank=275, is_numbered=True),
        Scope("question", "提问", rank=276, is_numbered=True),
    ),
    states=(*REPLIES.states, *QUESTIONS.states),
    thresholds=(ANSWER_DAYS,),
    offers=OFFERS,
    reserved=frozenset({"questions"}),
)
