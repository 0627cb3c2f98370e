"""Every component and every page of the theme with example records, to be looked at and tested."""
