"""Territories: the places of France, the institutions listed at them, and finding both."""
