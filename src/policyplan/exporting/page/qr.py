"""QR codes (ISO/IEC 18004) of calendar addresses, where the segno library is installed."""

from __future__ import annotations

from base64 import b64encode
from importlib.util import find_spec

from policyplan.reading.optional import OPTIONAL
