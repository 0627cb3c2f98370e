"""Says that there is nothing, and why."""
