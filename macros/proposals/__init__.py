"""Proposals from the code host's issue forms: a stranger's text in, an entry or an answer out."""
