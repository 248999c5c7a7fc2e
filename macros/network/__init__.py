"""Questions to other hosts: arXiv, Crossref, project pages, and whether links still work."""
