"""Mingbai 明白: validated data packages -> a disclosure portal."""
