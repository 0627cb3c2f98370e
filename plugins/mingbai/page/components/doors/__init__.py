"""A few ways in, each one large target with a sentence; reads links."""
