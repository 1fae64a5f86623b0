"""Operations: is the platform well, what does it do, and its backups."""
