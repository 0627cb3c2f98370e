"""What one can do here: a row of links."""
