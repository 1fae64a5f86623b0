"""Calls: calls for projects, their expected profile, calendar and publication."""
