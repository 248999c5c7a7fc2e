"""From the catalogue to HTML. Knows nothing of MkDocs; all markup stands in overrides/fragments."""
