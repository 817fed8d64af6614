"""Web addresses that are safe to publish, and names of files that are no other's."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, urlsplit, urlunsplit

from policyplan.model import Plan, Unit

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


def unit_key(unit: Unit, plan: Plan) -> str:
    """What tells a unit from all others: its canonical name; where it has none, its name and the first issuer's.

    Two provinces have each a 省教育厅.
    """
    return unit.canonical or "#".join((*plan.document.issuers[:1], unit.name))


@lru_cache(maxsize=4096)
def file_name(name: str, key: str | None = None) -> str:
    """The ASCII words of `name`, for people, and a digest of `key`, or of `name` itself, which is no other's.

    >>> file_name("临政〔2024〕3号"), file_name("IT 局", "临江市#IT 局")
    ('2024-3-5ca73f183773', 'it-304b9d2c082f')
    """
    readable = "-".join(re.findall("[a-z0-9]+", name.lower()))[:40].strip("-")
    digest = sha256((key or name).encode(errors="replace")).hexdigest()[:12]
    return f"{readable}-{digest}" if readable else digest
