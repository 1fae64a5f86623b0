"""What changes the archives of a funder."""

from callforprojects.archives.services.eliminating import Visa, record_elimination
from callforprojects.archives.services.erasing import erase_some
from callforprojects.archives.services.rules import set_retention_rule

__all__ = ["Visa", "erase_some", "record_elimination", "set_retention_rule"]
