"""Files: uploaded documents, their type, their hash, and who may read them."""
