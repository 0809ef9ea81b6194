"""The generated parts of the READMEs: what the demo prints, and the reference of commands.

    python -m tests.docs_commands

writes the first lines that `shequ demo` prints between `<!-- demo -->` and `<!-- /demo -->`, and
the help of every command between `<!-- commands -->` and `<!-- /commands -->` of every README*.md;
`<!-- commands zh -->` and `<!-- demo zh -->` take the Chinese ones.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from graph import commands, language
from tests.commands.program import shequ

ROOT = Path(__file__).resolve().parents[1]
SECTION = re.compile(r"(<!-- commands( zh)? -->\n)(.*?)(<!-- /commands -->)", re.DOTALL)

DEMO = re.compile(r"(<!-- demo( zh)? -->\n)(.*?)(<!-- /demo -->)", re.DOTALL)


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


@cache
def demo(wanted: str) -> str:
    """What `shequ demo` prints of the gaps, as Markdown."""
    with TemporaryDirectory() as folder:
        variables = {"COLUMNS": "100", "SHEQU_LANG": wanted}
        done = shequ("demo", "-f", "table", "-q", cwd=Path(folder), variables=variables)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    heading, table = done.stdout.split("\n\n")[:2]
    return f"```text\n{heading}\n\n{table}\n```\n"


def with_reference(text: str) -> str:
    """`text` of a README with its generated sections made anew."""
    text = DEMO.sub(lambda found: found[1] + demo("zh" if found[2] else "en") + found[4], text)
    return SECTION.sub(
        lambda found: found[1] + reference("zh" if found[2] else "en") + found[4], text
    )


def _page(name: str, command: object) -> str:
    from graph.commands.help import page

    return f"### shequ {name}\n\n```text\n{page(command)}\n```\n"


if __name__ == "__main__":
    for path in readmes():
        path.write_text(with_reference(path.read_text(encoding="utf-8")), encoding="utf-8")
