"""Bytes and headers that nobody thought of, found by coverage: `python -m tests.fuzz`."""
