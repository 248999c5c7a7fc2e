"""The thin shell between the catalogue and MkDocs: state of one run, pages, tokens."""
