"""A web page looked through before it is parsed: its tags, comments and quotes end in good time.

Where one of them is longer than the parser takes (10 MB), it gives up on it and starts again at the
next character, which takes hours; and it compares each attribute of a tag with all the others.
"""

from __future__ import annotations

from loaders.reading.unreadable import Unreadable

# No program writes a longer tag.
_TAG = 1 << 17
_LONG = 1 << 22


def check_tags(text: bytes) -> None:
    """Raise Unreadable (too_deep) where a tag, a comment or a quoted value goes on without end."""
    for place in range(0, len(text) - _TAG + 1, _TAG):
        if text.find(b">", place, place + _TAG) < 0:
            start = _begun(text, place)
            if start >= 0 and text.find(b">", start, start + _TAG) < 0:
                raise Unreadable("too_deep")
    _check_comments(text)
    for quote in (b'"', b"'"):
        _check_quotes(text, quote)


def _begun(text: bytes, place: int) -> int:
    """Where the tag begins that a piece without an end of one is in; -1 where it is only text."""
    start = text.find(b"<", place, place + _TAG)
    if start >= 0:
        return start
    back = max(place - _LONG, 0)
    start = text.rfind(b"<", back, place)
    return start if start > text.rfind(b">", back, place) else -1


def _check_comments(text: bytes) -> None:
    start = text.find(b"<!--")
    while start >= 0:
        end = text.find(b"-->", start + 2)
        if end < 0 or end - start > _LONG:
            raise Unreadable("too_deep")
        start = text.find(b"<!--", end)


def _check_quotes(text: bytes, quote: bytes) -> None:
    """A value that opens with `quote`, as `a="`, ends before a long stretch without one."""
    last = -1
    for place in range(0, len(text), _LONG):
        found = text.rfind(quote, place, place + _LONG)
        if found >= 0:
            last = found
        elif last >= 0 and text[max(last - 100, 0) : last].rstrip().endswith(b"="):
            raise Unreadable("too_deep")
