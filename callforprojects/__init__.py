"""callforprojects: a call-for-projects platform structured by the ISO 37101 framework."""

__version__ = "0.1.0"
