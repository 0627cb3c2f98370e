"""A letter that asks about a row: blanks that a script or a pen fills; on paper it stands alone."""
