"""The field that takes a file from the reader's own machine. Only a script can read it."""
