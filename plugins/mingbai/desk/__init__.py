"""Workbooks that a clerk drops on a page of her own machine -> a branch that others may publish.

The page is served on the loopback address alone. Everything is done by what the commands do it
with: `importing`, `previewing`; here is only what asks, shows, keeps and hands in.
"""

from __future__ import annotations
