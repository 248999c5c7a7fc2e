"""``python -m macros``: the command line without its entry point."""

from macros.cli import main

main()
