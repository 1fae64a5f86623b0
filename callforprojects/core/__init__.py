"""What every feature stands on: settings, database, gate, transaction, forms, languages."""
