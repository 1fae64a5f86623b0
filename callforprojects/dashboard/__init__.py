"""What waits for a person, in everything they do, and what an administrator begins with."""
