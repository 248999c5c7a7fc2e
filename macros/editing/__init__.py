"""The catalogue's files as they will be: prepared, reviewed, and written whole."""
