"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

# Marks that are bad news, the worst first.
_ALARMS = ("bad", "missing", "late")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a thing stands: a glyph, a word and a colour that say the same.

    state: ok, warn, late, bad, missing, fixed, none or "" (a plain dot). of: the thing whose state
    the text is (`contract/HT-1`), "" for a mark of anything else: every mark of one thing says the
    same. note: what else is said beside it (how late, since when), no part of the state.
    """

    state: str
    text: str
    of: str = ""
    note: str = ""

    @property
    def is_alarm(self) -> bool:
        """Whether it is bad news: it then stands first."""
        return self.state in _ALARMS

    @property
    def rank(self) -> int:
        """Where it stands among marks: bad news first, the worst of it 0; all others alike."""
        return _ALARMS.index(self.state) if self.is_alarm else len(_ALARMS)
