"""The ground of the house: settings, database, gate, transaction, forms, languages."""
