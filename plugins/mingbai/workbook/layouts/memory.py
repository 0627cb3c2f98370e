"""Answers of earlier months <-> `registry/layouts/<kind>-<publisher>.json`, readable by anyone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from mingbai.exports import Question, rules
from mingbai.issues import Issue

FORMAT = 1
_LIMIT = 4_000_000


def path_of(root: Path, kind: str, publisher: str) -> Path:
    """Where the answers of a publisher stand below the data folder."""
    return root / "registry" / "layouts" / f"{kind}-{publisher}.json"


def read(path: Path) -> Mapping[str, str] | Issue:
    """The answers by the keys of their questions, none where there is no file yet."""
    if not path.is_file():
        return {}
    where = f"registry/layouts/{path.name}"
    try:
        if path.stat().st_size > _LIMIT:
            return rules.BROKEN_LAYOUT.issue(where, found="太大")
        document = json.loads(path.read_text("utf-8-sig"))
        if document["format"] != FORMAT:
            return rules.BROKEN_LAYOUT.issue(where, found=f"格式是 {document['format']}")
        answers = {str(one["key"]): str(one["answer"]) for one in document["answers"]}
    except (ValueError, KeyError, TypeError, OSError) as error:
        return rules.BROKEN_LAYOUT.issue(where, found=type(error).__name__)
    return answers


def write(path: Path, kind: str, publisher: str, questions: Iterable[Question]) -> bool:
    """Add answered questions to the file, those of the same key anew; whether anything changed.

    Nothing is forgotten: what this month does not ask stays for the next.
    """
    known = _questions(path)
    asked = {one.key: {"question": one.text, "answer": one.answer} for one in questions}
    merged = {**known, **asked}
    if merged == known:
        return False
    document = {
        "format": FORMAT,
        "kind": kind,
        "publisher": publisher,
        "answers": [{"key": key, **merged[key]} for key in sorted(merged)],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    partial.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
    partial.replace(path)
    return True


def _questions(path: Path) -> dict[str, dict[str, str]]:
    if not path.is_file():
        return {}
    document = json.loads(path.read_text("utf-8-sig"))
    return {
        one["key"]: {"question": one.get("question", ""), "answer": one["answer"]}
        for one in document["answers"]
    }
