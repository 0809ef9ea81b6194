"""The packages from npm that the pages are checked with; a test without them is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def package(name: str) -> Path:
    """The folder of a package; skips the test where it is not installed."""
    folder = HERE / "node_modules" / name
    if not folder.is_dir():
        pytest.skip("run `npm ci` in tests/pages to check the pages with axe-core and acorn")
    return folder
