"""Verdicts of a kind -> the lines that say what was proved of each thing."""

from __future__ import annotations

from collections.abc import Mapping

from mingbai.model import Edition
from mingbai.page.components import Mark, ProofLine


def proof_lines(
    edition: Edition, kind: str, *, without: str = ""
) -> Mapping[str, tuple[ProofLine, ...]]:
    """What was proved of each thing of a kind, by the subject of its proofs, rule by rule.

    without: the code of a rule of which the kind says itself what it proved.
    """
    lines: dict[str, tuple[ProofLine, ...]] = {}
    for check, verdict in edition.verdicts[kind]:
        proofs = verdict.proofs
        if proofs is None or check.rule.code == without:
            continue
        text = f"{check.rule.title}（{proofs.unit}）"
        subjects, are_equal = proofs.frame["subject"].tolist(), proofs.held.tolist()
        sides = zip(proofs.texts("expected"), proofs.texts("found"), strict=True)
        for subject, is_equal, (expected, actual) in zip(subjects, are_equal, sides, strict=True):
            mark = Mark("ok", "核对一致") if is_equal else Mark("warn", "不相等")
            line = ProofLine(mark, text, f"{expected} {'＝' if is_equal else '≠'} {actual}")
            lines[subject] = (*lines.get(subject, ()), line)
    return lines
