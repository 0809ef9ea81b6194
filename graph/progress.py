"""What a long piece of work is doing: a bar on stderr, and silence where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(*, quiet: bool, steps: int | None = None) -> Iterator[Callable[[str], None]]:
    """Yield a function that is told what begins now, one of `steps` where their number is known.

    Shows nothing in a pipe or when `quiet`, and leaves nothing on the screen when it ends.
    """
    if quiet or not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    bar = Progress(
        SpinnerColumn(),
        *([BarColumn()] if steps is not None else []),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=steps)
        begun = 0

        def begin(text: str) -> None:
            nonlocal begun
            bar.update(task, description=escape(text), completed=begun)
            begun += 1

        yield begin


def _silent(text: str) -> None:
    """Say nothing."""
