"""The catalogue itself: model, loading and checks. Knows nothing of MkDocs or HTML."""
