"""A button. Style only: forms write it."""
