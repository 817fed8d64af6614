"""How the documentation is built: `make docs`."""

from importlib.metadata import version as installed
from pathlib import Path

project = "policyplan"
author = "The policyplan developers"
project_copyright = author
release = version = installed("policyplan")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "policyplan"
# Tables of the terminal line up where a Chinese character is as wide as two others.
_MONOSPACE = '"Terminal Lines", "Sarasa Mono SC", "Noto Sans Mono CJK SC", "Source Han Mono SC", Menlo, Consolas, monospace'
html_static_path = ["_static"]
html_css_files = ["terminal.css"]
html_theme_options = {"light_css_variables": {"font-stack--monospace": _MONOSPACE}}

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["misc.highlighting_failure"]


def draw_pictures(app):
    """Draw the pictures that pages show: they are made with every build, and never kept."""
    from datetime import date

    import policyplan as pp

    folder = Path(app.srcdir) / "_pictures"
    folder.mkdir(exist_ok=True)
    plan = pp.load_example("jilin_2022")
    ledger = pp.Ledger()
    for entry in pp.find(plan, "due:..2022-10"):
        ledger = ledger.with_report(entry, on=date(2022, 10, 28), state="done")
    for name, chart in {
        "timeline": pp.plots.timeline(plan, on=date(2022, 11, 1)),
        "network": pp.plots.network(plan),
        "progress": pp.plots.progress(plan, ledger, on=date(2023, 1, 9)),
    }.items():
        pp.plots.save(chart, folder / f"{name}.svg")


def setup(app):
    """Have the pictures drawn before pages are read."""
    app.connect("builder-inited", draw_pictures)


autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
default_role = "code"
