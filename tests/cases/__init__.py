"""Rosters as they really are: a folder for each quirk, with what a load must make of it.

    NAME/case.yaml      which quirk it is, what a reader must do, and the rows of its input
    NAME/input/         the files as a spreadsheet program writes them, made by `make.py`
    NAME/account.json   the account that is expected
    NAME/issues.json    the issues that are expected: code, file, sheet, row, column
    NAME/graph.ttl      the facts that are expected

`python -m tests.cases.make NAME` makes the input of a case again, `python -m tests.cases NAME
--write` writes what the program makes of it now: read it against RULES before it is committed.
"""
