"""Calls: calls for projects, their expected profile, criteria, calendar and publication."""
