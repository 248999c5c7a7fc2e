"""Preparation of the built site and the repository's forms for publishing."""
