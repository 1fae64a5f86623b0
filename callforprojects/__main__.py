"""`python -m callforprojects`: the same as the command."""

from callforprojects.cli import main

main()
