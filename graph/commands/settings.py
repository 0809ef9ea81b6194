"""What holds for every command and may stand before or after it: --lang, --quiet, --debug.

They are taken off the arguments before the command line is parsed, so that even its help and its
errors come in the right language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph import language
from graph.errors import UsageError

COMMON_OPTIONS = ("--lang", "--quiet", "--debug", "--help")


@dataclass
class Settings:
    """The choices of this run; `quiet` silences progress, `debug` shows tracebacks."""

    quiet: bool = False
    debug: bool = False


current = Settings()


def take(arguments: Sequence[str]) -> list[str]:
    """Set language and settings from `arguments`, and return the others.

    Everything after `--` is left as it is. Raises UsageError where --lang names no language; the
    settings that stand elsewhere hold already then, so that --debug shows this error too.
    """
    current.quiet = current.debug = False
    language.choose(None)
    rest: list[str] = []
    wanted: str | None = None
    asked = False
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += ["--", *waiting]
        elif argument in ("--quiet", "-q"):
            current.quiet = True
        elif argument == "--debug":
            current.debug = True
        elif argument == "--lang":
            asked, wanted = True, next(waiting, None)
        elif argument.startswith("--lang="):
            asked, wanted = True, argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    if asked and (wanted is None or not language.known(wanted)):
        raise UsageError("command_unknown_language", language=wanted or "")
    language.choose(wanted)
    return rest
