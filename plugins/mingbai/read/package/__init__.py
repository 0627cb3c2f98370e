"""A folder of the data -> Package: its descriptor, its resources, its bytes, and nothing else.

`folders` opens files without ever following anything out of the data; `descriptor` and `resources`
say what a datapackage.json may claim; `package` finds and judges the folders themselves.
"""

from mingbai.read.package import descriptor, folders, package, resources
from mingbai.read.package.package import (
    BAD_PERIOD,
    BAD_PUBLISHER,
    FILE_LIMIT,
    MISSING_DESCRIPTOR,
    MISSING_FILE,
    RULES,
    STRAY_FILE,
    STRAY_FOLDER,
    Package,
    find,
    fingerprint,
)

__all__ = [
    "BAD_PERIOD",
    "BAD_PUBLISHER",
    "FILE_LIMIT",
    "MISSING_DESCRIPTOR",
    "MISSING_FILE",
    "RULES",
    "STRAY_FILE",
    "STRAY_FOLDER",
    "Package",
    "descriptor",
    "find",
    "fingerprint",
    "folders",
    "package",
    "resources",
]
