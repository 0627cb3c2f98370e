"""Forms that a clerk sends -> what she said, as it is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mingbai import dates
from mingbai.desk.belonging import kinds
from mingbai.desk.examination import Examination
from mingbai.desk.parcels import ClerkAnswers, Parcel
from mingbai.history.corrections import FEWEST_WORDS, REASONS

_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
_LONGEST = 200
_YES, _NO = "yes", "no"


def place_of_form(parcel: Parcel, form: Mapping[str, str]) -> Parcel:
    """The parcel with where she says it belongs; what cannot be is left as it was."""
    kind, publisher = form.get("kind", ""), form.get("publisher", "")
    period, published = form.get("period", "").strip(), form.get("published", "")
    return replace(
        parcel,
        kind=kind if kind in {one.name for one in kinds()} else parcel.kind,
        publisher=publisher if _FOLDER.fullmatch(publisher) else parcel.publisher,
        period=period if dates.is_period(period) else parcel.period,
        published=published if _is_day(published) else parcel.published,
        approved_by=_words(form, "approved_by") or parcel.approved_by,
    )


def answers_of(seen: Examination, form: Mapping[str, str]) -> ClerkAnswers:
    """What she said of a workbook, as she was shown it.

    Fields: `question-N`, `repair-N` (ticked: agreed) and `missing-N` count from 1 as they are
    shown. A question that is not answered keeps its answer; a reason too short says nothing.
    """
    answers = seen.parcel.answers
    given = {
        one.question.key: form.get(f"question-{number}", "")
        for number, one in enumerate(seen.asked, start=1)
        if one.spotted is not None
    }
    yes = {*answers.yes, *(key for key, word in given.items() if word == _YES)}
    no = {*answers.no, *(key for key, word in given.items() if word == _NO)}
    yes -= {key for key, word in given.items() if word == _NO}
    no -= {key for key, word in given.items() if word == _YES}
    lacking = [thing.name for thing in seen.expected if not thing.is_present]
    excused = {
        name: _words(form, f"missing-{number}") for number, name in enumerate(lacking, start=1)
    }
    of_export = {
        one.question.key: _words(form, f"question-{number}")
        for number, one in enumerate(seen.asked, start=1)
        if one.spotted is None
    }
    return ClerkAnswers(
        given={**answers.given, **{key: text for key, text in of_export.items() if text}},
        yes=tuple(sorted(yes)),
        no=tuple(sorted(no)),
        declined=tuple(
            one.key
            for number, one in enumerate(seen.repairs, start=1)
            if form.get(f"repair-{number}") is None
        ),
        replaced=_replaced(seen, form),
        excused={name: words for name, words in excused.items() if len(words) >= FEWEST_WORDS},
        left_out=_left_out(seen, form),
        reason=form.get("reason", answers.reason)
        if form.get("reason") in REASONS
        else answers.reason,
        words=_long(_words(form, "words")) or answers.words,
        decided_by=_words(form, "decided_by") or answers.decided_by,
    )


def _left_out(seen: Examination, form: Mapping[str, str]) -> Mapping[str, str]:
    """What she lets wait: what she was shown to be faulty, or what waits already."""
    if "leave-asked" not in form:
        return seen.parcel.answers.left_out
    return {**seen.parcel.answers.left_out, **seen.faulty} if "leave" in form else {}


def _replaced(seen: Examination, form: Mapping[str, str]) -> str:
    """The version that she agreed to replace: the one she was shown, if it still is that one."""
    if "replace" not in form:
        return "" if "replace-asked" in form else seen.parcel.answers.replaced
    return seen.version if form["replace"] == seen.version else ""


def _long(words: str) -> str:
    return words if len(words) >= FEWEST_WORDS else ""


def _words(form: Mapping[str, str], name: str) -> str:
    return " ".join(form.get(name, "").split())[:_LONGEST]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
