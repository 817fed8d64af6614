"""Web addresses that are safe to publish."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def link_of(url: str | None) -> str | None:
    """`url` in ASCII (RFC 3986) where it is an http or https address, else None.

    Commas and semicolons are percent-encoded too: some calendar programs cut an address at them.

    >>> link_of("https://例子.中国/文件?号=32")
    'https://xn--fsqu00a.xn--fiqs8s/%E6%96%87%E4%BB%B6?%E5%8F%B7=32'
    >>> link_of("javascript:alert(1)") is None
    True
    """
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
        rest = [quote(_BARE_PERCENT.sub("%25", part), safe="/%:@!$&'()*+=~-._?") for part in parts[2:]]
    except ValueError:  # of which UnicodeError is one kind
        return None
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9._-]+", host):
        return None
    return urlunsplit((parts.scheme, host + port, *rest))
