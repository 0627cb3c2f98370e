"""What the search found. Style only: the script of the search writes it."""
