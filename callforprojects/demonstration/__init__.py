"""Demonstration: a living example built from real calls, with one-click personas."""
