"""`manifest.json` of a graph folder: what was loaded, by which version, into which tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

# The version of the folder's layout. Another one means: load again.
FORMAT = 3
NAME = "manifest.json"


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of any version; None where the folder has none, or one that is no manifest."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return found if isinstance(found, dict) and "format" in found and "nodes" in found else None


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest; the same content gives the same bytes."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def digest(files: Iterable[Path]) -> str:
    """One SHA-256 over the names and contents of files, in the order given."""
    whole = sha256()
    for file in files:
        content = sha256()
        with file.open("rb") as source:
            while chunk := source.read(1 << 20):
                content.update(chunk)
        whole.update(f"{file.parent.name}/{file.name} {content.hexdigest()}\n".encode())
    return whole.hexdigest()
