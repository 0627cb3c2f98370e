"""How much a property is tried: `HYPOTHESIS_PROFILE` sizes examples and counted loops alike.

`quick` while one writes, `house` for `make test`, `deep` for `make test-deep`. A test says what it
tries in the house, by `times` or `examples`; the other profiles are a tenth and ten times of it,
or as many in deep tests as it says.
"""

from __future__ import annotations

import os

from hypothesis import settings

_TIMES = {"quick": 0.1, "house": 1.0, "deep": 10.0}
_HOUSE_EXAMPLES = 100  # of a property that says nothing: what Hypothesis tries, too

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "house")


def times(house: int, deep: int | None = None) -> int:
    """How often to try what `make test` tries `house` times; once at least, if at all.

    deep: how often in deep tests, where that is more than ten times of it.
    """
    if deep is not None and PROFILE == "deep":
        return deep
    return max(min(house, 1), round(house * _TIMES[PROFILE]))


def examples(house: int, deep: int | None = None) -> settings:
    """A property that is tried on `house` examples by `make test`; deep: as of `times`."""
    return settings(max_examples=times(house, deep))


def load() -> None:
    """Make the profile Hypothesis's own; an unknown one ends the run, said in words."""
    if PROFILE not in _TIMES:
        raise SystemExit(f"HYPOTHESIS_PROFILE={PROFILE}: there are {', '.join(_TIMES)}")
    # A slow machine is not a fault: properties are about values, time has tests of its own.
    settings.register_profile(PROFILE, max_examples=times(_HOUSE_EXAMPLES), deadline=None)
    settings.load_profile(PROFILE)
