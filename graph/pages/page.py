"""What the pages share: templates, what is put inside them safely, and how a file is written.

A page is one file without a request. Its Content-Security-Policy names its own scripts and styles
by their hash, so nothing else can run in it, whatever a roster says.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from graph.language import beginning, language, say, unfilled
from graph.output.columns import label_of

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = "templates"
_SAID = re.compile(r'\bsay\("(\w+)"[,)]')
_SAID_OF_A_FAMILY = re.compile(r'\bsay\("(\w+_)" \+')


def resource(name: str) -> str:
    """The text of a template, script or style of this package."""
    return files("graph.pages").joinpath(_TEMPLATES, name).read_text(encoding="utf-8")


def in_script(value: object) -> str:
    """A value as JSON that may stand in a script element: no character of it is markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def packed(value: object) -> str:
    """A value as JSON, deflated, in base64: the page's own script unpacks it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def texts(scripts: list[str]) -> dict[str, str]:
    """The messages that these scripts of a page say, by key, with the places that they fill in.

    Read off the scripts, so that no list of them is kept beside what the pages share.
    """
    keys = {key for script in scripts for key in _SAID.findall(script)}
    families = {start for script in scripts for start in _SAID_OF_A_FAMILY.findall(script)}
    keys |= {key for start in families for key in beginning(start)}
    return {key: unfilled(key) for key in sorted(keys)}


def render(
    template: str,
    *,
    scripts: list[str],
    styles: list[str],
    images: str = "",
    **values: object,
) -> str:
    """The page made of a template, in the chosen language, with its policy in it.

    The template writes each of `scripts` and `styles` as it stands: their hashes are in the policy.
    `images` are the hosts that the page may ask for images; it has its own ones anyway.
    """
    scripts = [_script(script) for script in scripts]
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            f"img-src data: blob: {images}".rstrip(),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return (
        _environment()
        .get_template(template)
        .render(
            policy=policy,
            scripts=scripts,
            styles=styles,
            lang={"zh": "zh-CN", "en": "en"}[language()],
            say=say,
            label=label_of,
            **values,
        )
    )


def save(path: Path, html: str) -> None:
    """Write the page in UTF-8 with plain line ends, on every platform."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8", newline="\n")


def _script(text: str) -> str:
    # Inside a script element only these two sequences are read by the HTML parser.
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hashes(texts: list[str]) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(resource),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
