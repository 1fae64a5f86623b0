"""Accounts: people, signing up and in, sessions, resetting a password."""
