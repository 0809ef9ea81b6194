"""Posts, and the persons' names that serve in memory to find them, and are then gone."""
