"""Pages that people look at: one file each, opened from disk, without a request."""
