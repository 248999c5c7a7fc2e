"""Lists and bibliographies: read into records, and the catalogue written as a list."""
