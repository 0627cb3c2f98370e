"""What checking a file or a sheet of paper found. Style only: the script of the check writes it."""
