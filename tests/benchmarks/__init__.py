"""A city made of nothing real, and what `shequ` does with it measured beside bare scripts."""
