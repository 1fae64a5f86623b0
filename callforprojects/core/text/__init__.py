"""Words: sentences, languages, what a text from outside becomes. No request and no table."""
