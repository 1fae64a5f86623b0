"""Messages: the outbox, written with the data, sent after the commit."""
