"""The archives of funders: how long files are kept, what becomes of them, who agreed to it."""
