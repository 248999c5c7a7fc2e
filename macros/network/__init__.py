"""Requests to other hosts: arXiv, Crossref, GitHub, project pages, link checks."""
