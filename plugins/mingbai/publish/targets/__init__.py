"""Where a site is sent: a folder, a host by rsync, a store of objects by rclone.

`target` reads the text that a user gives. Each target does the same few things (`Target`): says
what it has, takes files, deletes files, and says which are not as a manifest wants them.
"""

from mingbai.publish.targets.failures import SendingFailed
from mingbai.publish.targets.targets import Target, target

__all__ = ["SendingFailed", "Target", "target"]
