"""Applications: drafting, submission and receipt, withdrawal."""
