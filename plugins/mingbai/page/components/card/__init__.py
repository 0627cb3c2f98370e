"""A card to cut out and put up at the door. Style only: the page of a book writes it."""
