"""Bytes to sheets of cells to tables of known columns; nothing here knows what a value means.

`files.find_files` → `sheets.read` → `tables.find_tables`.
"""
