"""QR codes (ISO/IEC 18004) of calendar addresses, where the segno library is installed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

#: A fixed data mask: trying all eight takes five times as long, and phones read every one.
_MASK = 4


def codes(addresses: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Each address's QR code as its side in modules and its modules, row by row, as bits in base 64.

    Empty where segno (extra ``[page]``) is not installed; an address too long for any code has none.
    """
    if find_spec("segno") is None:
        return {}
    segno = import_module("segno")
    found = {}
    for address in addresses:
        try:
            code = segno.make_qr(address, error="m", mask=_MASK, boost_error=False)
        except segno.DataOverflowError:
            continue
        found[address] = _packed(code.matrix)
    return found


def _packed(matrix: Iterable[Iterable[int]]) -> tuple[int, str]:
    rows = [bytes(row) for row in matrix]
    bits = b"".join(rows)
    bits += bytes(-len(bits) % 8)
    octets = bytes(int("".join(map(str, bits[at : at + 8])), 2) for at in range(0, len(bits), 8))
    return len(rows), b64encode(octets).decode("ascii")
