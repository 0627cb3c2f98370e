"""Names in columns under their initial. Style only: the pages of names write it."""
