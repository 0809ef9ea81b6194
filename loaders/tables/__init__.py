"""Sheets of cells to tables of a known roster: header, columns, records, every row accounted."""
