"""The steps of a flowchart in words, in their order."""

from mingbai.page.components.steps.view import StepLine

__all__ = ["StepLine"]
