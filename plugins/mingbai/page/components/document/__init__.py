"""The block before a notice that says which paper it is. Style only: notice.html writes it."""
