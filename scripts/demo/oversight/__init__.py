"""Plan -> what watches over the agencies: complaints, accountability, supervision, inspections.

`world` holds the events, in their order; each kind tells its part of them. `appraisals` and
`performance` read the same world.
"""

from demo.oversight.inspections import inspections
from demo.oversight.packages import accountability, complaints, supervision
from demo.oversight.world import World, world

__all__ = [
    "World",
    "accountability",
    "complaints",
    "inspections",
    "supervision",
    "world",
]
