"""Writing the catalogue's YAML: canonical layout, edits that keep every other byte, safe files."""
