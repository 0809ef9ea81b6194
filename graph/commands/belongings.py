"""What `shequ demo` has written into its folder, so that it never overwrites anything else.

A list in the folder names every file with its SHA-256 when it was written. A file that is not on
the list, or has changed since, belongs to the user.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from graph.errors import UsageError
from graph.output.destination import whole_file

LIST = ".shequ-demo.json"


class Belongings:
    """The demo's own files in `folder`, by their path in it.

    A file without a hash is being written: if the demo was stopped there, it is still its own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._hashes: dict[str, str | None] = {}
        if (folder / LIST).is_file():
            self._hashes = json.loads((folder / LIST).read_text(encoding="utf-8"))

    def refuse_strangers(self, names: Iterable[str]) -> None:
        """Raise UsageError where one of `names` exists and is not the demo's own."""
        for name in names:
            path = self.folder / name
            if path.exists() and not self._own(name):
                raise UsageError("command_demo_not_own", path=path)

    def write(self, name: str, writer: Callable[[Path], object]) -> None:
        """Let `writer` write the file `name`, and put it on the list."""
        self._begin([name])
        with whole_file(self.folder / name) as beside:
            writer(beside)
        self._end([name])

    def write_graph(self, name: str, writer: Callable[[], object]) -> None:
        """Let `writer` write a folder that the file `name` in it stands for."""
        self._begin([name])
        writer()
        self._end([name])

    def write_folder(self, name: str, writer: Callable[[Path], Sequence[Path]]) -> list[str]:
        """Let `writer` fill the folder `name`; files that are not the demo's own stay.

        Returns the files' paths in the demo's folder. Raises UsageError, before any file is
        replaced, where one in the way is not the demo's own.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".new-", dir=self.folder) as beside:
            made = {
                str(PurePosixPath(name) / path.relative_to(beside).as_posix()): path
                for path in writer(Path(beside))
            }
            self.refuse_strangers(made)
            before = [old for old in self._hashes if old.startswith(f"{name}/")]
            for old in before:
                if old not in made and self._own(old):
                    (self.folder / old).unlink(missing_ok=True)
            self._begin(made)
            for target, path in made.items():
                (self.folder / target).parent.mkdir(parents=True, exist_ok=True)
                path.replace(self.folder / target)
            self._end(made)
        return list(made)

    def _own(self, name: str) -> bool:
        if name not in self._hashes:
            return False
        expected = self._hashes[name]
        path = self.folder / name
        return expected is None or (path.is_file() and _hash(path) == expected)

    def _begin(self, names: Iterable[str]) -> None:
        self._hashes |= dict.fromkeys(names)
        self._save()

    def _end(self, names: Iterable[str]) -> None:
        self._hashes |= {name: _hash(self.folder / name) for name in names}
        self._save()

    def _save(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with whole_file(self.folder / LIST) as beside:
            text = json.dumps(self._hashes, ensure_ascii=False, indent=1, sort_keys=True)
            beside.write_text(text + "\n", encoding="utf-8")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
