"""The text of one cell -> its typed value, or the rule that it breaks.

`grammar` says which texts a field allows, `characters` which characters any text may have.
`screening` marks suspicious cells by columns, `diagnosis` says of one such cell what is wrong,
in the words of `rules`; `casting` makes values of what holds.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # not before somebody asks: characters alone must not wait for polars
    from mingbai.read.cell import casting, characters, diagnosis, grammar, rules, screening

__all__ = ["casting", "characters", "diagnosis", "grammar", "rules", "screening"]
