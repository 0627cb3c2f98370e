"""What is wrong and has to be asked about, above all else of a page. It reads model.Panel."""
