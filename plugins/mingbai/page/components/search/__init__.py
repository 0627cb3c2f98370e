"""The search box. Without a script its form leads to the page of the search."""
