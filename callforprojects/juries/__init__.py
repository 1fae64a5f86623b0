"""Juries: jurors, declarations of interest, conflicts, assignment."""
