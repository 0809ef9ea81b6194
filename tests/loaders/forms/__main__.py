"""Write the roster's files anew: `python -m tests.loaders.forms` (needs LibreOffice and lxml)."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from lxml import etree

from tests.loaders.forms import HERE, convert, write_roster

# LibreOffice's filter "MS Excel 2003 XML" is this stylesheet. It fails on the 16,384 columns of its
# own sheets and writes each of their million rows, so it is given the same document with fewer. And
# it states wrong places behind cells that a merged one covers: the roster has no gaps there.
STYLESHEET = Path("/usr/lib/libreoffice/share/xslt/export/spreadsheetml/ooo2spreadsheetml.xsl")


def main() -> None:
    """Convert in a folder of its own, and put the results beside this file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_roster(folder / "roster.xlsx")
        for form in ("xls:MS Excel 97", "ods", "fods", "html:HTML (StarCalc)"):
            written = convert(source, folder, form, folder / "profile")
            if form != "fods":
                (HERE / written.name).write_bytes(written.read_bytes())
        flat = (folder / "roster.fods").read_bytes()
        few = re.sub(rb'(columns|rows)-repeated="\d{5,7}"', rb'\1-repeated="3"', flat)
        made = etree.XSLT(etree.parse(STYLESHEET))(etree.fromstring(few))
        (HERE / "roster.xml").write_bytes(bytes(made))
        (HERE / "roster.xlsx").write_bytes(source.read_bytes())


if __name__ == "__main__":
    main()
