"""Every component in every state, for whoever builds: in a demonstration only."""
