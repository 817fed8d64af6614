"""Draw the pictures that the README shows: the page and the notebook of the Jilin plan. Needs Chromium."""

from __future__ import annotations

import base64
import io
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

import policyplan as pp

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "docs" / "_static"
NOTEBOOK = ROOT / "examples" / "jilin_2022" / "analysis.ipynb"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--lang=zh-CN",
)

#: Each picture's file, the screen's width and height, dots for each pixel, the page, and what is asked of it.
PICTURES = (
    ("page-at-a-desk.png", 1180, 1435, 1, "index.html", ""),
    ("page-on-a-phone.png", 390, 1345, 1.25, "index.html", "#unit=省农业农村厅"),
    ("notebook.png", 1060, 1110, 1, "notebook.html", "#Who-carries-most?"),
)


def main() -> int:
    """Write the pictures; 2 where there is no Chromium."""
    if not shutil.which("chromedriver"):
        print("pictures.py: no chromedriver here; install chromium and chromium-driver", file=sys.stderr)
        return 2
    with TemporaryDirectory() as site, browser() as driver:
        pp.publish(pp.load_example("jilin_2022"), site, base_url="https://plans.example.org/")
        (Path(site) / "notebook.html").write_text(notebook(), encoding="utf-8")
        for name, width, height, scale, page, place in PICTURES:
            address = (Path(site) / page).as_uri() + place
            (STATIC / name).write_bytes(small(picture(driver, address, width, height, scale)))
            print(f"docs/_static/{name}: {(STATIC / name).stat().st_size // 1024} KB")
    return 0


def notebook() -> str:
    """The notebook run from its first cell to its last, as a page."""
    cells = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(cells, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    page, _ = HTMLExporter(theme="light").from_notebook_node(cells)
    return str(page).replace("</head>", "<style>h2 { scroll-margin-top: 16px }</style></head>")


def browser() -> Any:
    """Chromium without a window."""
    options = webdriver.ChromeOptions()
    for flag in FLAGS:
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def picture(driver: Any, address: str, width: int, height: int, scale: float) -> bytes:
    """What a screen of `width` and `height` shows of a page, as PNG with `scale` dots for each pixel."""
    screen = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    driver.execute_cdp_cmd("Emulation.setLocaleOverride", {"locale": "zh-CN"})
    driver.get("about:blank")
    driver.get(address)
    return base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])


def small(png: bytes) -> bytes:
    """The picture in 64 colours, which a page of text does not miss."""
    made = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(64).save(made, "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    sys.exit(main())
