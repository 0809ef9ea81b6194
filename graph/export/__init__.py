"""The graph in forms that other programs read: one module a form, imported when it is asked for.

export_graph(Dataset(folder, licence="CC BY 4.0"), "turtle", Path("graph.ttl"))
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError
from graph.language import say

if TYPE_CHECKING:
    from graph.export.dataset import Dataset

FILES = ("turtle", "ntriples", "jsonld", "graphml", "gexf")
FOLDERS = ("csv", "parquet", "neo4j-import")
FORMS = (*FILES, *FOLDERS)


def export_graph(
    dataset: Dataset, form: str, path: Path, doing: Callable[[str], None] = lambda text: None
) -> str | None:
    """Write a dataset in one of FORMS; what there is to say to the user afterwards, if anything.

    `doing` is told what begins. Raises UsageError where `path` can't be written, personal data is
    found, or the tables are not those of the load, OSError where the disk is full; what was at
    `path` is then as it was.
    """
    from importlib import import_module

    from graph.export.destination import check_folder, is_archive, whole_folder
    from graph.export.release import check_release
    from graph.output.destination import check_place, whole_file

    if form in FOLDERS:
        check_folder(path, form)
    elif is_archive(path):
        raise UsageError("export_no_archive", form=form, path=path)
    else:
        check_place(path)
    module = import_module(f"graph.export.{form.replace('-', '_')}")
    dataset.folder.check_tables()
    doing(say("export_progress_check"))
    check_release(dataset)
    doing(say("export_progress", form=form))
    if form in FILES:
        with whole_file(path) as beside:
            module.write(dataset, beside)
        return None
    with whole_folder(path, form) as folder:
        module.write(dataset, folder)
    return _afterwards(path) if form == "neo4j-import" else None


def _afterwards(path: Path) -> str:
    """How to import what was written."""
    import shlex

    from graph.export.neo4j_import import SCRIPT

    place = path.with_suffix("") if path.suffix.lower() == ".zip" else path
    command = f"sh {shlex.quote(str(place / SCRIPT))} neo4j"
    return "\n".join([say("export_import_command"), f"  {command}", say("export_import_after")])
