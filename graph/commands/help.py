"""The pages of help, in the chosen language and as wide as the terminal.

The texts stand in commands.yaml: `command_NAME` is the line about a command, `command_NAME_more`
what else there is to know, `command_NAME_examples` lines to copy; an option's `help` is the key of
its text. click would break lines by counting characters, and Chinese has no spaces to break at, so
the pages are laid out here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from graph.commands.settings import COMMON_OPTIONS
from graph.errors import UsageError
from graph.language import has, say
from graph.output.width import cells, pad, wrap

_WIDEST = 100
_INDENT = "  "


class Command(TyperCommand):
    """A command of shequ."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page of help; click calls it for --help."""
        formatter.write(page(self) + "\n")

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the arguments; raises UsageError where there are too many."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise UsageError("command_too_many_arguments", arguments=" ".join(rest))
        return rest


class Group(TyperGroup):
    """The program itself."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the page of help; click calls it for --help."""
        formatter.write(page(self) + "\n")

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; raises UsageError that names the nearest where there is none."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            from difflib import get_close_matches

            nearest = get_close_matches(args[0], self.commands, n=1, cutoff=0.5)
            if nearest:
                raise UsageError("command_unknown_nearest", command=args[0], nearest=nearest[0])
            raise UsageError(
                "command_unknown", command=args[0], commands=" ".join(sorted(self.commands))
            )
        return super().resolve_command(ctx, args)


def page(command: Any) -> str:
    """The page of help of a command, or of the program."""
    is_program = isinstance(command, TyperGroup)
    return "\n".join(_program_page(command) if is_program else _command_page(command))


def usage(command: Any) -> str:
    """The line that shows how a command is called."""
    if isinstance(command, TyperGroup):
        return f"shequ [{say('command_word_options')}] {say('command_word_command')} …"
    pieces = ["shequ", str(command.name), f"[{say('command_word_options')}]"]
    for param in command.params:
        if param.param_type_name == "argument":
            name = str(param.metavar) + ("..." if param.nargs == -1 else "")
            pieces.append(name if param.required else f"[{name}]")
    return " ".join(pieces)


def _width() -> int:
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)


def _command_page(command: Command) -> Iterator[str]:
    name = str(command.name)
    yield from _beginning(command, f"command_{name}")
    arguments = [
        (str(param.metavar), say(str(_of(param, "help"))))
        for param in command.params
        if param.param_type_name == "argument"
    ]
    yield from _section("command_section_arguments", arguments)
    options = [
        (_option_name(param), say(str(_of(param, "help"))))
        for param in command.params
        if param.param_type_name == "option" and not _of(param, "hidden")
    ]
    yield from _section("command_section_options", options)
    yield from _section("command_section_common", _common())
    if has(f"command_{name}_examples"):
        yield ""
        yield say("command_section_examples")
        for line in say(f"command_{name}_examples").splitlines():
            yield _INDENT + line


def _program_page(group: Group) -> Iterator[str]:
    yield from _beginning(group, "command_program")
    commands = [(name, say(f"command_{name}")) for name in group.commands]
    yield from _section("command_section_commands", commands)
    yield from _section("command_section_common", [*_common(), _version()])
    yield ""
    yield from wrap(say("command_program_end"), _width())


def _beginning(command: Any, key: str) -> Iterator[str]:
    yield say("command_usage", usage=usage(command))
    yield ""
    yield from wrap(say(key), _width())
    if has(f"{key}_more"):
        yield ""
        for paragraph in say(f"{key}_more").strip().split("\n"):
            yield from wrap(paragraph, _width()) if paragraph else [""]


def _common() -> list[tuple[str, str]]:
    names = {"--lang": "--lang zh|en", "--quiet": "-q, --quiet", "--help": "-h, --help"}
    return [
        (names.get(option, option), say(f"option_{option.removeprefix('--')}"))
        for option in COMMON_OPTIONS
    ]


def _version() -> tuple[str, str]:
    return "--version", say("option_version")


def _section(title: str, items: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A title and two columns: names, and what they mean."""
    if not items:
        return
    yield ""
    yield say(title)
    left = min(max(cells(name) for name, _ in items), 28)
    for name, text in items:
        lines = wrap(text, max(_width() - left - 4, 20))
        if cells(name) > left:
            yield _INDENT + name
        else:
            yield _INDENT + pad(name, left) + _INDENT + lines.pop(0)
        for line in lines:
            yield _INDENT + " " * left + _INDENT + line


def _option_name(param: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    return f"{names} {param.metavar}" if param.metavar and not _of(param, "is_flag") else names


def _of(param: Any, attribute: str) -> Any:
    # typer's parameter classes differ between arguments and options
    return getattr(param, attribute, None)
