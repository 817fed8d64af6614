"""Pictures as files."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import altair as alt

from policyplan.errors import ExportError
from policyplan.exporting.plots._drawing import Picture
from policyplan.saving import save as write

_PAGE = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ margin: 1rem; }} #picture {{ overflow-x: auto; }}</style>
</head>
<body>
<div id="picture"></div>
<script>{library}</script>
<script>{call}</script>
</body>
</html>
"""
# `ast` has expressions interpreted, so that the page needs no right to make code of text.
_OPTIONS = {
    "ast": True,
    "renderer": "svg",
    "actions": {"export": True, "source": False, "compiled": False, "editor": False},
}


def save(chart: Picture, path: str | os.PathLike[str], *, scale: float = 2) -> None:
    """Write a chart as the kind of file that its name says: ``.html``, ``.svg`` or ``.png``.

    An HTML file holds all it needs: it works without a network and asks nothing of one. In it a value is told
    where the pointer is, and the picture can be saved. An SVG has text that can be searched, and names its fonts;
    a PNG is drawn with the fonts of this machine, `scale` times as large. The file is written beside its place,
    then renamed. Raises ExportError for other names, where vl-convert is missing, and where the file cannot be
    written.

    >>> import policyplan as pp
    >>> pp.plots.save(pp.plots.workload(pp.load_example("jilin_2022")), "workload.svg")
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".html", ".svg", ".png"):
        found = suffix or "a file without a suffix"
        raise ExportError(f"{path}: a picture can be saved as .html, .svg or .png, not as {found}")
    spec, convert = chart.to_dict(), _converter()
    version = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    if suffix == ".html":
        content = _page(spec, convert.javascript_bundle(vl_version=version)).encode()
    elif suffix == ".svg":
        content = convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=[]).encode()
    else:
        content = convert.vegalite_to_png(spec, vl_version=version, scale=scale, allowed_base_urls=[])
    write(path, content)


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError as error:
        raise ExportError('pictures are saved with vl-convert: pip install "policyplan[plots]"') from error
    return vl_convert


def _page(spec: dict[str, Any], library: str) -> str:
    told, options = (json.dumps(value).replace("<", "\\u003c") for value in (spec, _OPTIONS))
    call = f'vegaEmbed("#picture", {told}, {options});'
    return _PAGE.format(policy=_policy(library, call), title=_title(spec), library=library, call=call)


def _policy(*scripts: str) -> str:
    """What the page may do: run these scripts, style itself, draw, and nothing else."""
    digests = " ".join(
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; img-src data: blob:"


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    text = title.get("text", "") if isinstance(title, dict) else title
    return escape(text if isinstance(text, str) else " ".join(text))
