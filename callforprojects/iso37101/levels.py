"""The levels that the cells of a profile hold."""

from typing import Final

# What a call expects in a cell.
OUT_OF_SCOPE: Final = 0
WELCOME: Final = 2
REQUIRED: Final = 3

# What an application claims in a cell.
HARM: Final = -1
NONE: Final = 0
INDIRECT: Final = 1
REAL: Final = 2
MAJOR: Final = 3
