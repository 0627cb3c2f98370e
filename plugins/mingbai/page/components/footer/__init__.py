"""Whose portal this is, whom to call, up to what day. Style only: base.html writes it."""
