"""Backups: the database, the documents and the keys in one folder, and back again."""

from callforprojects.operations.backup.making import make_backup as make_backup
from callforprojects.operations.backup.restoring import restore_backup as restore_backup
