"""Criteria: what the jury of a call marks, how much each counts, what its marks mean."""
