"""What went wrong, as one message on stderr and an exit code: 2 for input, 3 for engines and worse.

A message says what happened, where, and what to do. A traceback comes only with --debug.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import traceback
from typing import Any

import typer

from graph.commands.settings import current
from graph.errors import GraphError
from graph.language import language, say

_INTERRUPTED = 130
_CANNOT_BE_READ = {
    errno.ENOENT: "command_no_such_file",
    errno.EACCES: "command_no_permission",
    errno.EPERM: "command_no_permission",
    errno.EISDIR: "command_is_a_folder",
    errno.ENOTDIR: "command_is_no_folder",
    errno.EROFS: "command_read_only",
}
_OF_THE_SYSTEM = re.compile(r"\(os error (\d+)\)")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# click's class of all errors in a command line; typer shows only this heir of it
_CommandLineError = typer.BadParameter.__bases__[0]


def explain(error: BaseException) -> int:
    """Say on stderr what `error` is, and return the exit code."""
    if isinstance(error, BrokenPipeError):
        # The reader of our pipe has what it wanted. Python would complain again at its exit.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    message, code = _message(error)
    if current.debug:
        traceback.print_exception(error)
    with contextlib.suppress(BrokenPipeError):
        print(message, file=sys.stderr)
    return code


def _message(error: BaseException) -> tuple[str, int]:
    if isinstance(error, GraphError):
        return str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return say("command_interrupted"), _INTERRUPTED
    if isinstance(error, _CommandLineError):
        return _command_line(error), 2
    if isinstance(error, MemoryError):
        return say("command_no_memory"), 3
    if isinstance(error, OSError) and error.errno is not None:
        return _system(error)
    if found := _OF_THE_SYSTEM.search(str(error)):  # polars says it in an error of its own
        number = int(found[1])
        return _system(OSError(number, os.strerror(number)))
    if _is_roster_error(error):
        said: Any = error
        return str(said.zh if language() == "zh" else said.en), 2
    kind = type(error).__name__
    if current.debug:
        return say("command_unexpected_debug", kind=kind, error=error), 3
    return say("command_unexpected", kind=kind, error=_first_line(error)), 3


def _command_line(error: Any) -> str:
    """An error that click found, in the chosen language as far as click tells its parts."""
    where = error.ctx.command_path if error.ctx is not None else "shequ"
    hint = say("command_see_help", command=where)
    if hasattr(error, "possibilities"):
        options = ", ".join(sorted(error.possibilities or ()))
        key = "command_unknown_option_nearest" if options else "command_unknown_option"
        return say(key, option=error.option_name, options=options) + hint
    if hasattr(error, "param_type"):
        name = _name(error.param) if error.param is not None else ""
        return say("command_missing_argument", name=name) + hint
    if hasattr(error, "option_name"):
        return say("command_option_needs_value", option=error.option_name) + hint
    if isinstance(error, typer.BadParameter) and error.param is not None:
        return say("command_bad_value", name=_name(error.param), problem=error.message) + hint
    return say("command_bad_usage", problem=error.format_message()) + hint


def _name(param: Any) -> str:
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return str(param.metavar or param.name)


def _system(error: OSError) -> tuple[str, int]:
    """A message of the operating system: what can't be read or written, and why."""
    where = error.filename if error.filename is not None else ""
    number = error.errno or 0
    if number in _NO_ROOM:
        key = "command_disk_full" if where else "command_disk_full_somewhere"
        return say(key, path=where), 3
    if where and number in _CANNOT_BE_READ:
        return say(_CANNOT_BE_READ[number], path=where), 2
    return say("command_system_error", path=where, error=error.strerror or error), 3


def _is_roster_error(error: BaseException) -> bool:
    # loaders/ is imported by load and demo alone; if it was not, this is not its error
    loaders = sys.modules.get("loaders")
    return loaders is not None and isinstance(error, loaders.RosterError)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".。") if lines else ""
