"""That no personal data of a roster comes out anywhere (DESIGN 6, RULES 25 to 27)."""
