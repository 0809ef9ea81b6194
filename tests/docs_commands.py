"""The reference of commands in the README, made from the program's own help.

    python -m tests.docs_commands

writes it between `<!-- commands -->` and `<!-- /commands -->` of every README*.md;
`<!-- commands zh -->` takes the Chinese pages.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from graph import commands, language

ROOT = Path(__file__).resolve().parents[1]
SECTION = re.compile(r"(<!-- commands( zh)? -->\n)(.*?)(<!-- /commands -->)", re.DOTALL)


def readmes() -> list[Path]:
    """The README files, the English and the Chinese one."""
    return sorted(ROOT.glob("README*.md"))


def reference(wanted: str) -> str:
    """The pages of help of every command, as Markdown."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    language.choose(wanted)
    try:
        pages = [_page(name, command) for name, command in commands.program().commands.items()]
    finally:
        language.choose(None)
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return "\n".join(pages)


def with_reference(text: str) -> str:
    """`text` of a README with its section of commands made anew."""
    return SECTION.sub(
        lambda found: found[1] + reference("zh" if found[2] else "en") + found[4], text
    )


def _page(name: str, command: object) -> str:
    from graph.commands.help import page

    return f"### shequ {name}\n\n```text\n{page(command)}\n```\n"


if __name__ == "__main__":
    for path in readmes():
        path.write_text(with_reference(path.read_text(encoding="utf-8")), encoding="utf-8")
