"""`shequ template`: an empty workbook of every roster, with drop-down lists and notes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.errors import UsageError


def template(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="option_template")
    ] = None,
    roster: Annotated[
        list[str] | None, typer.Option("--roster", metavar="KIND", help="option_roster")
    ] = None,
) -> None:
    """Write the workbook; raises UsageError without a file, or for an unknown roster kind."""
    from graph.language import language
    from graph.output.destination import check_place, whole_file
    from graph.output.write import written
    from loaders.template.workbook import offered, write_template

    if output is None:
        raise UsageError("template_no_file")
    if output.suffix.lower() != ".xlsx":
        raise UsageError("template_suffix", path=output)
    check_place(output)
    names = {text: kind.name for kind in offered() for text in (kind.zh, kind.name)}
    for name in roster or []:
        if name not in names:
            raise UsageError("template_unknown_roster", name=name, known=", ".join(names))
    asked = [names[name] for name in roster] if roster else None
    with whole_file(output) as beside:
        write_template(beside, language(), asked)
    written(output)
