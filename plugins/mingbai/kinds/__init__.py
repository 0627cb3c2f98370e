"""One folder a kind of disclosure. They do not know each other."""
