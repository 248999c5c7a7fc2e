"""Changes to the catalogue's files: prepared, reviewed, then written atomically."""
