"""What changes the archives of a funder."""

from callforprojects.archives.services.eliminating import (
    Visa as Visa,
    record_elimination as record_elimination,
)
from callforprojects.archives.services.erasing import (
    erase_some as erase_some,
)
from callforprojects.archives.services.rules import (
    set_retention_rule as set_retention_rule,
)
