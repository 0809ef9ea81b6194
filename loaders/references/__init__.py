"""What the names in rosters refer to: by code, name or a person's decision, never by a guess."""
