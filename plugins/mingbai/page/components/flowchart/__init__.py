"""The steps of a process as a drawing, and the same content as an ordered list."""

from mingbai.page.components.flowchart.view import FlowView

__all__ = ["FlowView"]
