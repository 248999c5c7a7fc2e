"""The catalogue for other programs: citations, feeds and the data API."""
