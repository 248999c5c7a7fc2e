"""From the catalogue to HTML. Knows nothing of MkDocs; all markup is in overrides/fragments."""
