"""The head of every page: name, large print, doors. Style only: base.html writes it."""
