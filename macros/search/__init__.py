"""The search: one index per locale, made from the catalogue. Knows nothing of MkDocs."""
