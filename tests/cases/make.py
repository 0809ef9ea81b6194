"""Makes the input of the cases: `python -m tests.cases.make [NAME...]`, all of them without a NAME.

The rows stand in `case.yaml`, by file and sheet. LibreOffice writes the workbooks, so that they are
what a spreadsheet program writes, with a date of their own in each; so they are made when a case
changes, and kept. `as` says the form where the suffix of the file does not.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.cases.flat import flat_sheets

CASES = Path(__file__).parent
_FILTERS = {"spreadsheetml": "xml:MS Excel 2003 XML", "html": "html:HTML (StarCalc)"}


def make(folder: Path) -> None:
    """Write the input of one case again."""
    case = yaml.safe_load((folder / "case.yaml").read_text(encoding="utf-8"))
    target = folder / "input"
    if target.exists():
        shutil.rmtree(target)
    for name, content in case["inputs"].items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content_of(name, content))


def content_of(name: str, content: Mapping[str, Any]) -> bytes:
    """The bytes of one file: as they stand, or of an archive, a text, a table, a workbook."""
    form = content.get("as", name.rsplit(".", 1)[-1])
    if form == "zip":
        return _zip(content["entries"], content.get("names", "utf-8"))
    if "bytes" in content:
        return bytes.fromhex(content["bytes"])
    if "text" in content:
        return str(content["text"]).encode(content.get("encoding", "utf-8"))
    if form in ("csv", "tsv"):
        return _separated(content, "\t" if form == "tsv" else ",")
    return convert(flat_sheets(content["sheets"]), form)


def _separated(content: Mapping[str, Any], delimiter: str) -> bytes:
    stream = io.StringIO(newline="")
    rows = [["" if cell is None else cell for cell in row] for row in content["rows"]]
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(content.get("encoding", "utf-8"))


class _Gbk(zipfile.ZipInfo):
    """An entry whose name is written as a Chinese Windows does: GBK, without the flag of UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits


def _zip(entries: Mapping[str, Mapping[str, Any]], names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            entry = _Gbk(name) if names == "gbk" else zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content_of(name, content))
    return stream.getvalue()


def convert(document: str, form: str) -> bytes:
    """A flat spreadsheet in another form, as LibreOffice writes it."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "roster.fods")
        source.write_text(document, encoding="utf-8")
        program = shutil.which("soffice")
        if program is None:
            raise SystemExit("soffice (LibreOffice) is not installed")
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{Path(place, 'profile').as_posix()}",
                "--headless",
                "--convert-to",
                _FILTERS.get(form, form),
                "--outdir",
                place,
                str(source),
            ],
            check=True,
            capture_output=True,
        )
        suffix = _FILTERS.get(form, form).split(":")[0]
        return Path(place, f"roster.{suffix}").read_bytes()


if __name__ == "__main__":
    wanted = sys.argv[1:] or sorted(path.parent.name for path in CASES.glob("*/case.yaml"))
    for wanted_name in wanted:
        make(CASES / wanted_name)
