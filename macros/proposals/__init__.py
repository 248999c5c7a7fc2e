"""Proposals from the code host's issue forms: entries and answers from untrusted text."""
