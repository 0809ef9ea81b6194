"""The address of background tiles, if there is one: the only thing a map page may ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.errors import UsageError

_HOST = re.compile(
    r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?"
)


@dataclass(frozen=True)
class Tiles:
    """Web Mercator tiles of WGS-84: the address with {z}, {x} and {y}, and its host."""

    address: str
    origin: str

    @property
    def host(self) -> str:
        """Whose tiles they are: what the attribution says."""
        return self.origin.partition("://")[2]


def read_tiles(address: str) -> Tiles:
    """The tiles of `--tiles`; raises UsageError where the address can be none of tiles."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise UsageError("map_tiles_wrong", address=address) from None
    blanks = set(re.findall(r"\{[^{}]*\}", address))
    if (
        parts.scheme not in ("http", "https")
        or not _HOST.fullmatch(parts.netloc)
        or blanks != {"{z}", "{x}", "{y}"}
        or re.search(r"[\s\"'<>\\^`]", address)
    ):
        raise UsageError("map_tiles_wrong", address=address)
    return Tiles(address, f"{parts.scheme}://{parts.netloc}")
