"""Preview -> JSON: every consequence with every key, whole."""

from __future__ import annotations

import json
from typing import Any

from mingbai.preview.consequences import Consequence, Move, Preview, Topic
from mingbai.read.persons import redacted


def as_json(preview: Preview) -> str:
    """`{"against", "as_of", "is_empty", "topics": [{"name", "title", "counts", "consequences"}]}`.

    Numbers of persons are masked; nothing is shortened.
    """
    document = {
        "against": redacted(preview.against),
        "as_of": preview.as_of.isoformat(),
        "is_empty": preview.is_empty,
        "topics": [_topic(topic) for topic in preview.topics],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "name": topic.name,
        "title": topic.title,
        "counts": {move.value: len(topic.of(move)) for move in Move},
        "consequences": [_record(one) for one in topic.consequences],
    }


def _record(one: Consequence) -> dict[str, Any]:
    return {
        "id": redacted(one.id),
        "move": one.move.value,
        "words": redacted(one.words),
        "url": one.url,
        "before": redacted(one.before),
        "after": redacted(one.after),
        "is_bad": one.is_bad,
        "why": redacted(one.why),
        "ids": [redacted(id_) for id_ in one.ids],
    }
