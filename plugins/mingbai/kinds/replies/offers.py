"""What replies and questions offer: each with its last day, its words and its page."""

from __future__ import annotations

import pandas as pd

from mingbai.check.answers import ANSWERS, QUESTIONS
from mingbai.county import County
from mingbai.model import Offer
from mingbai.read import Tables


def _answers(tables: Tables, county: County) -> pd.DataFrame:
    """Replies, given or waited for; `who` is the post that spoke, else the agency asked."""
    frame = tables.frame("replies")
    return frame.assign(
        id=frame["reply_no"],
        who=_who(frame, county),
        url="/replies/" + frame["reply_no"] + "/",
    )


def _questions(tables: Tables, county: County) -> pd.DataFrame:
    """Questions, answered or not; `who` is the post that answered, else the agency asked."""
    frame = tables.frame("questions")
    return frame.assign(
        id=frame["question_no"],
        who=_who(frame, county),
        url="/replies/questions/" + frame["question_no"] + "/",
    )


def _who(frame: pd.DataFrame, county: County) -> pd.Series:
    names = frame["agency"].map(county.agencies["short_name"]).astype("str")
    return frame["by"].fillna(names).astype("str")


OFFERS = (
    Offer(
        name=ANSWERS.name,
        meaning="a reply to a warning, a gap, a correction or a question, given or waited for",
        columns=ANSWERS.columns,
        make=_answers,
    ),
    Offer(
        name=QUESTIONS.name,
        meaning="a citizen's question on a row, answered or not",
        columns=QUESTIONS.columns,
        make=_questions,
    ),
)
