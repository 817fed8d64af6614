"""Office files as packages (ISO/IEC 29500-2): zip archives of XML parts, opened within bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias

from attrs import field, frozen

from policyplan.errors import ReadError
from policyplan.reading.optional import library

#: An lxml element; lxml ships no types.
Element: TypeAlias = Any

#: What an archive may hold: far beyond any real plan, and little enough for any machine.
MAX_ENTRIES = 10_000
MAX_PART_BYTES = 64 * 2**20
MAX_TOTAL_BYTES = 128 * 2**20
#: A part of more than `RATIO_FROM_BYTES` that was squeezed harder than this was made to be large.
MAX_RATIO = 400
RATIO_FROM_BYTES = 8 * 2**20

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_PACKAGE_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@frozen
class Kind:
    """A kind of office file: its name, suffix and extra, its main part's path and root element."""

    called: str
    suffix: str
    extra: str
    main: str
    root: str


WORD = Kind(
    "a Word file", ".docx", "docx", "word/document.xml",
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}document",
)  # fmt: skip
EXCEL = Kind(
    "an Excel workbook", ".xlsx", "excel", "xl/workbook.xml",
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}workbook",
)  # fmt: skip


@frozen
class Relationship:
    """A link to the part at the path `part`; `kind` is the last word of its type (``styles``)."""

    id: str
    kind: str
    part: str


@frozen(eq=False)
class Package:
    """An opened office file; parts are read when asked for and every byte is counted.

    All errors are `ReadError`: an encrypted, corrupt, oversized or entity-declaring part is refused.
    """

    kind: Kind
    name: str
    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    _read: list[int] = field(factory=lambda: [0], repr=False)

    def refusal(self, found: str, advice: str = "") -> ReadError:
        """The error for this file: what was found in it and what to do."""
        advice = advice or "open it in an office program and save it anew"
        return ReadError(
            f"{self.name} cannot be read as {self.kind.called} ({self.kind.suffix}): {found}; {advice}"
        )

    def part(self, path: str) -> bytes | None:
        """The bytes of the part at `path`, None where the file has no such part."""
        entry = self.entries.get(path.lower())
        if entry is None:
            return None
        if entry.flag_bits & 0x1:
            raise self.refusal("it is protected by a password", "remove the password and save it anew")
        room = min(MAX_PART_BYTES, MAX_TOTAL_BYTES - self._read[0])
        try:
            with self.archive.open(entry) as stream:
                payload = stream.read(room + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
            raise self.refusal(f"its part {path} is damaged ({error})") from error
        self._read[0] += len(payload)
        squeezed = len(payload) > max(RATIO_FROM_BYTES, MAX_RATIO * entry.compress_size)
        if len(payload) > room or squeezed:
            raise self.refusal(
                f"its part {path} unpacks to more than a plan can hold",
                "split the document, or delete unused rows",
            )
        return payload

    def tree(self, path: str) -> Element | None:
        """The root element of the XML part at `path`, None where the file has no such part."""
        payload = self.part(path)
        if payload is None:
            return None
        etree = library("lxml.etree", extra=self.kind.extra, name=self.name)
        parser = etree.XMLParser(**_SAFE)
        try:
            root = etree.fromstring(_transitional(payload), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.refusal(f"its part {path} is not well-formed XML ({error})") from error
        self._refuse_declarations(root, path)
        return root

    def stream(self, path: str, *tags: str) -> Iterator[Element]:
        """The elements of the XML part at `path` that are called one of `tags`, each as it ends.

        An element is emptied after its turn, so that a part of any length takes little room.
        """
        payload = self.part(path)
        if payload is None:
            return
        etree = library("lxml.etree", extra=self.kind.extra, name=self.name)
        elements = etree.iterparse(io.BytesIO(_transitional(payload)), events=("end",), tag=tags, **_SAFE)
        checked = False
        try:
            for _, element in elements:
                if not checked:
                    self._refuse_declarations(element, path)
                    checked = True
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.refusal(f"its part {path} is not well-formed XML ({error})") from error

    def relationships(self, path: str) -> tuple[Relationship, ...]:
        """The parts that the part at `path` points to, in the file's order; "" is the package itself."""
        folder, _, base = path.rpartition("/")
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return ()
        return tuple(
            Relationship(link.get("Id", ""), link.get("Type", "").rpartition("/")[2], _target(folder, link))
            for link in root.iter(_PACKAGE_RELATIONSHIPS)
            if link.get("TargetMode") != "External"
        )

    def related(self, path: str, kind: str) -> str | None:
        """The path of the first part of `kind` (``styles``) that the part at `path` points to."""
        return next((link.part for link in self.relationships(path) if link.kind == kind), None)

    def main(self) -> tuple[str, Element]:
        """The path and the root of the part that holds the document."""
        path = self.related("", "officeDocument") or self.kind.main
        if path.lower().endswith(".bin"):
            raise self.refusal("it is a binary workbook (.xlsb)", f"save it as {self.kind.suffix}")
        root = self.tree(path)
        if root is None or root.tag != self.kind.root:
            raise self.refusal(_other_kind(self.entries), f"give a {self.kind.suffix} file")
        return path, root

    def _refuse_declarations(self, element: Element, path: str) -> None:
        # No office program writes a document type; it is only ever there to declare entities.
        if element.getroottree().docinfo.internalDTD is not None:
            raise self.refusal(f"its part {path} declares a document type, as no office program does")


_SAFE = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def open_package(payload: bytes, name: str | None, kind: Kind) -> Package:
    """Open an office file; raises `ReadError` where `payload` is no zip archive or holds too many entries."""
    called = name or "the document"
    refused = Package(kind, called, None, {}).refusal  # type: ignore[arg-type]
    if payload.startswith(_OLE):
        raise refused(*_old_binary(payload, kind))
    if not payload.startswith(b"PK"):
        raise refused(*_no_archive(payload, kind))
    try:
        archive = zipfile.ZipFile(io.BytesIO(payload))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused(
            f"the file is damaged or cut short ({error})", "fetch it again, or save it anew"
        ) from error
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise refused(f"it holds {len(infos)} entries, more than {MAX_ENTRIES}")
    return Package(kind, called, archive, {_entry_path(info.filename): info for info in infos})


def _old_binary(payload: bytes, kind: Kind) -> tuple[str, str]:
    """What an OLE container is: an encrypted office file, or one in the format before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in payload:
        return "it is protected by a password", "remove the password and save it anew"
    old = kind.suffix[:-1]
    return f"it is in the old binary format ({old})", f"save it as {kind.suffix} and read that"


def _no_archive(payload: bytes, kind: Kind) -> tuple[str, str]:
    head = payload[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not payload:
        return "it is empty", "fetch it again"
    if head.startswith(b"{\\rtf"):
        return "it is rich text (.rtf)", f"save it as {kind.suffix}"
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return "it is a web page that was given another suffix", "rename it to .html and read that"
    if head.startswith(b"%pdf"):
        return "it is a PDF", "rename it to .pdf and read that"
    return "it is no zip archive, as such a file must be", f"save it as {kind.suffix}"


def _other_kind(entries: dict[str, zipfile.ZipInfo]) -> str:
    """What an archive without the expected main part seems to be."""
    for kind in (WORD, EXCEL):
        if kind.main in entries:
            return f"it is {kind.called} ({kind.suffix})"
    if "content.xml" in entries:
        return "it is an OpenDocument file (.odt or .ods)"
    return "it is a zip archive without a document in it"


def _entry_path(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _target(folder: str, link: Element) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, link.get("Target", ""))).lstrip("/")


def _transitional(payload: bytes) -> bytes:
    """A part of a “Strict Open XML” file with the names that every other office file uses."""
    if _STRICT not in payload:
        return payload
    for strict, usual in _TRANSITIONAL.items():
        payload = payload.replace(strict, usual)
    return payload
