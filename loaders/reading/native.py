"""The cell reader is native code: what it does on damage becomes an Unreadable, and says nothing.

A panic of Rust arrives as an exception that is no Exception, and prints its message, in which a
text of the file may stand, to the standard error output before that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from loaders.reading.unreadable import Unreadable


@contextmanager
def native_reader() -> Iterator[None]:
    """Run the cell reader inside: raises Unreadable (encrypted, damaged) for all its failures."""
    from python_calamine import CalamineError, PasswordError

    with _silence():
        try:
            yield
        except PasswordError as error:
            raise Unreadable("encrypted") from error
        except CalamineError as error:
            raise Unreadable("damaged") from error
        except BaseException as error:
            # The class can't be imported; its name is all there is.
            if type(error).__name__ == "PanicException":
                raise Unreadable("damaged") from None
            raise


@contextmanager
def _silence() -> Iterator[None]:
    """Nothing written to the standard error output from native code arrives there."""
    try:
        kept = os.dup(2)
    except OSError:  # there is none, in a service
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)
