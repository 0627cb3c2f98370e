"""Links to what other kinds say further down a page. Style only: page.html writes it."""
