"""Territories: regions, départements, EPCI and communes of France: look-up, search, containment."""
