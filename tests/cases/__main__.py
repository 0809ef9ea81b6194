"""`python -m tests.cases [NAME...] [--write]`: shows, or writes, what is made of the cases now."""

from __future__ import annotations

import sys

from tests.cases.case import Case, account, cases, issues, lines_of
from tests.cases.facts import facts, turtle

wanted = [Case(name) for name in sys.argv[1:] if name != "--write"]
for case in wanted or cases():
    if "--write" in sys.argv:
        case.write()
        continue
    result = case.load()
    print(case.name, lines_of(account(result)), lines_of(issues(result)), turtle(facts(result)))
