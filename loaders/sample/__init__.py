"""The sample rosters of `shequ demo`: a district's spreadsheets, made to the article's figures.

Real are the names and codes of 98 communities in 8 subdistricts, and what the article says of
星海名城 and 海月. All else is invented, and the sheets say so. The same files, byte for byte, are
written every time. The gaps are those one would find in life, and `slips` holds the mistakes.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["write"]


def write(directory: Path) -> list[Path]:
    """Write the rosters into `directory`, which is made if need be, and return their paths.

    Raises OSError where the directory can't be written.
    """
    from loaders.sample.rosters import rosters

    return rosters(directory)
