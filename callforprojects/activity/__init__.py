"""Activity: who did what when, append-only and hash-chained."""
