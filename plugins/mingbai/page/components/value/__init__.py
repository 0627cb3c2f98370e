"""The value of a fact: text, a date, a mark, a link or several links."""
