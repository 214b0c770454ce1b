"""Keys and pseudonyms: the one file that knows who is behind a handle, and the only way to open what is sealed."""
