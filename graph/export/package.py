"""The description of a folder: `datapackage.json` (Frictionless) and `dataset.ttl` (DCAT, VoID).

Every table with its columns: type, label in two languages, codes and what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.export import description
from graph.export.counts import count
from graph.export.destination import FILES, PACKAGE
from graph.export.sources import rows_behind
from graph.export.terms import prefixes
from graph.export.turtle import description_blocks

if TYPE_CHECKING:
    from graph.export.dataset import Dataset
    from ontology import Column

_DATASET = "dataset.ttl"
_TYPES = {"integer": "integer", "double": "number", "boolean": "boolean"}
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Field:
    """A column that the ontology has no property for."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True)
class Table:
    """A file of the folder and its columns; `renamed` are columns called otherwise there."""

    path: str
    columns: Sequence[Field | Column]
    kinds: str | None = None
    renamed: dict[str, str] | None = None
    header: bool = True


def describe(
    dataset: Dataset, folder: Path, form: str, tables: Sequence[Table], remarks: Sequence[str] = ()
) -> None:
    """Write the two descriptions into a folder whose other files are complete.

    `remarks` are keys of texts that end in _zh and _en.
    """
    from graph.language import say

    rows = rows_behind(dataset)
    found = count(dataset, None)
    with (folder / _DATASET).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes(dataset).items())
        file.writelines(description_blocks(description.triples(dataset, found, rows)))
    about = [
        " ".join([description.about(dataset, at), *(say(f"{key}_{at}") for key in remarks)])
        for at in ("zh", "en")
    ]
    package: dict[str, Any] = {
        "profile": "tabular-data-package" if form == "csv" else "data-package",
        "name": f"shequ-{dataset.iri.removeprefix(dataset.base).replace('/', '-')}",
        "id": dataset.iri,
        "title": " / ".join(description.title(dataset, at) for at in ("zh", "en")),
        "description": " / ".join(about),
        "sources": [{"title": name} for name in description.files(dataset, rows)],
        "resources": [_resource(dataset, folder, form, table) for table in tables],
        "shequ:date": dataset.date,
        "shequ:ontology": dataset.model.version,
        "shequ:tables": dataset.digest,
        "shequ:form": form,
    }
    if dataset.licence is not None:
        key = "path" if description.is_iri(dataset.licence) else "name"
        package["licenses"] = [{key: dataset.licence}]
    if dataset.smallest is not None:
        package["shequ:smallest"] = dataset.smallest
    there = sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )
    package[FILES] = sorted({*there, PACKAGE})
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8", newline="\n")


def _resource(dataset: Dataset, folder: Path, form: str, table: Table) -> dict[str, Any]:
    file = folder / table.path
    digest = sha256()
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
    found: dict[str, Any] = {
        "name": table.path.rpartition(".")[0].lower().replace("/", "-"),
        "path": table.path,
        "format": file.suffix.removeprefix("."),
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest.hexdigest()}",
    }
    if form != "parquet":
        found |= {"profile": "tabular-data-resource", "mediatype": "text/csv", "encoding": "utf-8"}
        found["dialect"] = {"lineTerminator": "\n", "header": table.header}
    fields = [_field(dataset, table, column) for column in table.columns]
    found["schema"] = {"fields": fields, "missingValues": [""]}
    return found


def _field(dataset: Dataset, table: Table, column: Field | Column) -> dict[str, Any]:
    name = (table.renamed or {}).get(column.name, column.name)
    found: dict[str, Any] = {"name": name, "type": "string", "title": f"{column.zh} / {column.en}"}
    if isinstance(column, Field):
        return found
    found["rdfType"] = column.iri
    code_list = table.kinds if column.name == "kind" else column.code_list
    if column.many:
        found["description"] = "joined by '; '"
    else:
        found["type"] = _TYPES.get(column.datatype, "string")
    if code_list is not None:
        codes = dataset.model.code_lists[code_list].codes.values()
        found["shequ:codes"] = {code.notation: f"{code.zh} / {code.en}" for code in codes}
    return found
