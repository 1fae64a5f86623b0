"""Selection: ranking, decisions, announcement, results."""
