"""What money was for: bars from one zero, each opening into its lines without a script."""

from mingbai.page.components.purposes.view import Purpose

__all__ = ["Purpose"]
