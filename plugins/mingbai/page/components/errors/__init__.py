"""A summary above a form or a sheet that was refused: each line leads to its place."""
