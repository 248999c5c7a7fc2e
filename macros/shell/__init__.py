"""The thin layer between the catalogue and MkDocs."""
