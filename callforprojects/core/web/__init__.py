"""A request, from the address it names to the answer it gets."""
