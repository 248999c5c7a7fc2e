"""The list as Markdown: reading awesome lists into records, writing the catalogue as one."""
