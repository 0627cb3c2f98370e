"""The text of one cell -> its typed value, or the rule that it breaks.

`grammar` says which texts a field allows, `characters` which characters any text may contain.
`screening` marks suspicious cells by columns, `diagnosis` finds the rule of `rules` that one such
cell breaks; `casting` turns valid text into typed values.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported on use: `characters` alone must not wait for polars
    from mingbai.read.cell import casting, characters, diagnosis, grammar, rules, screening

__all__ = ["casting", "characters", "diagnosis", "grammar", "rules", "screening"]
