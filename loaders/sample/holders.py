"""Names of holders of posts, plainly invented: no family is called 示, 演, 例, 虚, 拟 or 样."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.sample.drawing import chance
from loaders.sample.names import stems

LEADERS = "示"
HEADS = "演"
OWNERS = "例"
BUILDING_LEADERS = "虚拟"
MEMBERS = "样"
VACANT = "空缺"


def holders(surnames: str) -> Iterator[str]:
    """Names of three characters, no two the same; about a thousand for each of `surnames`."""
    given = stems(chance(f"holders {surnames}"))
    for surname in surnames:
        for word in given:
            yield surname + word
