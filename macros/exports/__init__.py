"""What the catalogue gives to other programs: citations, feeds, lists."""
