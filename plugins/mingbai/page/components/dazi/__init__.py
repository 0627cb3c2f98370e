"""The box for large print (大字). Style only: base.html writes it."""
