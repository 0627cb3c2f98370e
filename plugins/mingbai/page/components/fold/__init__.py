"""The first rows of a long list on a phone, all of them at a tap; no script."""
