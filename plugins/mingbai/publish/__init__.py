"""A data folder and the rest of the inputs -> the site that is served, in one step; former ones.

`publish` builds beside the site and swaps; `rollback` serves the release before. `inputs` is what a
site is made from, `rendering` makes it, `explaining` says what of it was made and why. `places`
says where a site and its private folder are, `lock` who works there, `standing` what was changed by
hand. `staging` finishes a tree, `store` lets releases share bytes, `records` remembers each,
`releases` are the trees, `swap` exchanges them. `sending` brings a site to a target, and where
that is wanted its files `compressing` made; `outgoing` is both together.
"""

from mingbai.publish.explaining import explain, summary
from mingbai.publish.inputs import Inputs, InputsRead, InputsSeen, Prepared
from mingbai.publish.publication import Published, publish, standing_site
from mingbai.publish.refusals import OutputRefused
from mingbai.publish.rendering import Rendered, Tell, processes, tell_terminal
from mingbai.publish.rollback import RolledBack, rollback

__all__ = [
    "Inputs",
    "InputsRead",
    "InputsSeen",
    "OutputRefused",
    "Prepared",
    "Published",
    "Rendered",
    "RolledBack",
    "Tell",
    "explain",
    "processes",
    "publish",
    "rollback",
    "sending",
    "standing_site",
    "summary",
    "targets",
    "tell_terminal",
]
