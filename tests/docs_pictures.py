"""The pictures of the READMEs: the pages of the demo, as a browser shows them.

    python -m tests.docs_pictures

writes `pictures/PAGE.LANGUAGE.png` with the Chromium of this machine. A browser of another version
draws another font: the pictures are looked at, not compared.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.commands.program import shequ
from tests.pages.conftest import FLAGS

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("network", "report", "map")
LANGUAGES = ("en", "zh")
SIZE = "--window-size=1280,800"


def picture(page: str, language: str) -> Path:
    """Where the picture of a page is."""
    return ROOT / "pictures" / f"{page}.{language}.png"


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("no browser: install chromium")
    flags = [flag for flag in FLAGS if not flag.startswith("--window-size")]
    for language in LANGUAGES:
        with TemporaryDirectory() as folder:
            done = shequ("demo", "-q", "--lang", language, cwd=Path(folder))
            if done.returncode != 0:
                raise SystemExit(done.stderr)
            for page in PAGES:
                target = picture(page, language)
                target.parent.mkdir(exist_ok=True)
                address = (Path(folder) / "shequ-demo" / f"{page}.html").as_uri()
                subprocess.run(
                    [
                        chromium, *flags, SIZE, "--hide-scrollbars", "--virtual-time-budget=9000",
                        f"--user-data-dir={folder}/profile", f"--screenshot={target}", address,
                    ],
                    check=True,
                    capture_output=True,
                )  # fmt: skip
                print(target.relative_to(ROOT), target.stat().st_size)


if __name__ == "__main__":
    main()
