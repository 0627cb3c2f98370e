"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components.steps.view import StepLine

EXAMPLES = {"步骤": ((StepLine("w1", "申请", "申请人，网上或综合窗口"),),)}
