"""The program `shequ`: one module a command.

The modules hold nothing but the command's options at import; each command imports its work when it
runs, so that `shequ --help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from graph.errors import GraphError


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program with `arguments`, else the process's own, and exit with its code."""
    from graph.commands.supervised import supervised, wants

    given = sys.argv[1:] if arguments is None else arguments
    if not wants(given):
        sys.exit(run(given))
    try:
        sys.exit(supervised(lambda: run(given)))
    except GraphError as error:
        from graph.commands.failures import explain

        sys.exit(explain(error))


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code; every error becomes a message on stderr."""
    from graph.commands.failures import explain

    try:
        _speak_unicode()
        code = _invoke(arguments)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - here, and only here, any error becomes a message
        return explain(error)
    return code


def _invoke(arguments: Sequence[str]) -> int:
    import typer

    from graph.commands import settings

    rest = settings.take(arguments)
    if rest[:1] == ["--version"]:
        from graph.language import say
        from graph.version import installed_version

        print(f"shequ {installed_version() or say('command_not_installed')}")
        return 0
    command = program()
    try:
        with command.make_context("shequ", rest or ["--help"]) as context:
            code = command.invoke(context)
    except typer.Exit as done:  # --help
        return done.exit_code
    return code if isinstance(code, int) else 0


def program() -> Any:
    """The whole command line as typer's group of commands."""
    import typer

    from graph.commands import (
        demo,
        explain,
        export,
        gaps,
        load,
        push,
        query,
        questions,
        template,
        validate,
        view,
    )
    from graph.commands.help import Command, Group

    app = typer.Typer(
        cls=Group,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    commands = (
        demo,
        load,
        gaps,
        questions,
        query,
        view,
        export,
        push,
        validate,
        template,
        explain,
    )
    for module in commands:
        name = module.__name__.rpartition(".")[2]
        app.command(name, cls=Command)(module.__dict__[name])
    return typer.main.get_command(app)


def _speak_unicode() -> None:
    """Write UTF-8 into pipes and files on every system, and on a console what it can show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # absent where a test has replaced it
        if reconfigure is not None:
            if stream.isatty():
                reconfigure(errors="replace")
            else:
                reconfigure(encoding="utf-8", newline="\n")
