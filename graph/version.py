"""Which version of the program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def installed_version() -> str | None:
    """The version that is installed; None where the program runs from a clone."""
    try:
        return version("shequ")
    except PackageNotFoundError:
        return None
