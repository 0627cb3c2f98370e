"""What is overdue, above all else of a page. The record that it reads is model.Band."""
