"""One page back, one forward; reads links, of which either may be None."""
