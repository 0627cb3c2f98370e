"""Pages and notices written in Markdown. Style only: prose.html and notice.html write it."""
