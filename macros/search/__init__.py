"""What the search knows: one index a locale, made from the catalogue. Knows nothing of MkDocs."""
