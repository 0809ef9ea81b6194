"""XML and HTML as they stream in: no entity is resolved, no network used, nothing grows unbounded.

lxml does the parsing. Its own limits stay on (depth, length of a text), and a document that
declares entities or a document type is refused: no spreadsheet program writes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from loaders.reading.unreadable import Unreadable

if TYPE_CHECKING:
    from lxml.etree import HTMLPullParser, XMLPullParser
    from lxml.etree import _Element as Element

_BLOCK = 1 << 16
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")


def blocks(text: bytes) -> Iterator[bytes]:
    """A text in blocks of a size that a parser can take at once."""
    for place in range(0, len(text), _BLOCK):
        yield text[place : place + _BLOCK]


def xml_elements(parts: Iterable[bytes], tags: Sequence[str]) -> Iterator[Element]:
    """Each element of a tag among `tags` as it ends, of XML in UTF-8.

    Raises Unreadable: `damaged` where the text is not well-formed, `declares_entities`. What the
    caller is done with it should `forget`.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("end",),
        tag=tags,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    tail = b""
    try:
        for part in parts:
            if any(mark in tail + part for mark in _DECLARED):
                raise Unreadable("declares_entities")
            tail = part[-10:]
            parser.feed(part)
            for _, element in elements(parser):
                yield element
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Unreadable("damaged") from error
    for _, element in elements(parser):
        yield element


def elements(parser: XMLPullParser | HTMLPullParser) -> Iterator[tuple[str, Element]]:
    """The events that a parser has ready: only of elements, since it is asked for no others."""
    return cast("Iterator[tuple[str, Element]]", parser.read_events())


def forget(element: Element) -> None:
    """Empty an element and drop its earlier siblings, so that a long document stays small."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
