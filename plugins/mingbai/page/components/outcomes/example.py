"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.outcomes import Outcome

EXAMPLES = {
    "三个数": (
        (
            Outcome(
                "5 处",
                "对不上，下面一处一处说",
                "reconcile-gaps",
                count=5,
                url="#gaps",
                is_bad=True,
            ),
            Outcome("8 处", "没法比，缺一边的数", "reconcile-unknown", 8, "#unknown"),
            Outcome("1,271 处", "对得上", "reconcile-agrees", 1271),
        ),
    ),
}
