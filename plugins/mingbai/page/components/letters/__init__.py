"""The initials of an A–Z. Style only: the pages of names write it."""
