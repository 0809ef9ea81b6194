"""The empty workbook of every roster (`shequ template`)."""
