"""What a page says in two sentences. Style only: the pages write it."""
