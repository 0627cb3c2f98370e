"""The link that skips to the text. Style only: base.html writes it."""
