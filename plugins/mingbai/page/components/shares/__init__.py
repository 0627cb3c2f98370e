"""Bars inside the cells of a table. Style only: the charts draw them."""
