"""`python -m mingbai.cli`: the `mingbai` command."""

from mingbai.cli import main

main()
