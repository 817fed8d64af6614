"""Plain text files: which encoding they are in, and the text they hold.

The encoding is found by decoding and counting rather than by a general detector: the choice is between a
handful of encodings that Chinese and English plans really come in, a detector library would be a core
dependency, and the characters of official prose are so unlike the noise of a wrong decoding that a line decides.
"""

from __future__ import annotations

import codecs
import re

from policyplan.errors import ReadError
from policyplan.findings import Finding, Severity
from policyplan.reading.blocks import Extract
from policyplan.source import Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (.docx, .xlsx, .ofd and .wps files are)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .wps)"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
)

#: About half of the characters of any official Chinese text; a wrong decoding hits them by accident only.
_FREQUENT = frozenset(
    "的一是在和有大为人中国上地市区县年月日个以到于与及或之不对等要位部门责任单负发展工作建设经济政府管理局委办公厅省级"
    "完成时限前底配合牵头落实推进加强方案计划实施通知印服务重点项目企业社会安全生产行动提升开机制制度体系保护文化教育"
    "技术科创新信息数据公共各相关组织进行全面强化第二三四五六七八九十本协同财农林水业民"
    "為個於與對單負責發經濟辦廳級時後頭進劃實務點項組織關機體護術創資訊數據業會產協縣區門應規動開設總辦長電"
    "，。、；：（）《》“”「」【】〔〕—－　０１２３４５"
)
#: What the high half of Windows-1252 holds in English prose.
_FREQUENT_WESTERN = frozenset("‘’“”–—•…§éèñüöäáíóç\xa0")

_SAMPLE = 1 << 16
_NON_ASCII = re.compile(rb"[\x80-\xff]")
_BIG5 = ("cp950", "big5hkscs")


def decode(payload: bytes, *, encoding: str | None = None, name: str | None = None) -> tuple[str, str]:
    r"""The text of a file, with line ends as ``\n`` and no byte order mark, and the encoding it was in.

    `encoding` is any text encoding that Python knows; None detects it: by the byte order mark, as strict
    UTF-8, as UTF-16 where there are NUL bytes, otherwise as whichever of GB18030, Big5 and Windows-1252 gives
    the most frequent characters. `name` is used in messages. Takes time linear in the size of `payload`.

    Raises `ReadError` for an empty file, for content that is no text, and at the first byte that does not
    belong to the encoding.

    >>> decode("责任单位：市财政局\r\n".encode("gb18030"))
    ('责任单位：市财政局\n', 'gb18030')
    """
    shown = name or "the text"
    if not payload.strip(b" \t\r\n\x00"):
        raise ReadError(f"{shown} is empty: there is nothing to read")
    _refuse_known_binary(payload, shown)
    codec = _named(encoding, shown) if encoding is not None else _detected(payload, shown)
    text = _strictly(payload, codec, shown, given=encoding is not None).removeprefix("\ufeff")
    nul = text.find("\x00")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise ReadError(
            f"{shown} is no text: NUL character in line {line}; give the document or its encoding"
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadError(f"{shown} is empty: it holds nothing but white space")
    return text, codec


def extract(payload: bytes, name: str | None = None, *, encoding: str | None = None) -> Extract:
    """A plain text file as a source without blocks: its paragraphs are found from its lines.

    Raises `ReadError` where `decode` does.
    """
    text, codec = decode(payload, encoding=encoding, name=name)
    findings = [] if encoding or codec == "utf-8" else [detected_encoding(codec)]
    return Extract(Source(text, name), findings=findings)


def detected_encoding(codec: str) -> Finding:
    """The finding that tells which encoding was detected."""
    return Finding(
        "detected-encoding",
        f"the file does not say its encoding; it was read as {codec}",
        Severity.INFO,
        hint="if characters look wrong, give the encoding (encoding=, --encoding)",
    )


def byte_order_mark(payload: bytes) -> str | None:
    """The encoding that a byte order mark at the start of `payload` states, None where there is none."""
    return next((codec for mark, codec in _BOMS if payload.startswith(mark)), None)


def _refuse_known_binary(payload: bytes, shown: str) -> None:
    for signature, kind in _SIGNATURES:
        if payload.startswith(signature):
            raise ReadError(f"{shown} is {kind}, not text: name it after its kind, or save it as text")


def _named(encoding: str, shown: str) -> str:
    try:
        found = codecs.lookup(encoding).name
        "".encode(found)  # refuses codecs such as zlib, which are no encodings of text
    except (LookupError, ValueError):
        raise ReadError(
            f"{shown}: encoding {encoding!r} is unknown; give one such as utf-8, utf-16, gb18030 or big5"
        ) from None
    # gb2312 and gbk are subsets that web pages and editors name when they mean the whole.
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "utf-8-sig": "utf-8"}.get(found, found)


def _detected(payload: bytes, shown: str) -> str:
    marked = byte_order_mark(payload)
    if marked is not None:
        return marked
    nul = payload.find(b"\x00")
    if nul >= 0:
        return _utf16(payload, nul, shown)
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        return _likeliest(payload)
    return "utf-8"


def _utf16(payload: bytes, nul: int, shown: str) -> str:
    """Which UTF-16 a file with NUL bytes is; Chinese text in UTF-16 has them at line ends and digits."""
    score, codec = max((_familiar(payload[:_SAMPLE], codec), codec) for codec in ("utf-16-le", "utf-16-be"))
    if score < 0.2:
        line = payload.count(b"\n", 0, nul) + 1
        raise ReadError(f"{shown} is no text: NUL byte at offset {nul} (line {line}); give a text file")
    return codec


def _familiar(sample: bytes, codec: str) -> float:
    """The share of ASCII and frequent characters in `sample` read as `codec`."""
    text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
    hits = sum(c in _FREQUENT or " " <= c <= "~" or c in "\t\r\n" for c in text)
    return hits / max(1, len(text))


def _likeliest(payload: bytes) -> str:
    """The encoding under which the text from the first non-ASCII byte on looks most like prose."""
    first = _NON_ASCII.search(payload)
    sample = payload[first.start() if first else 0 :][:_SAMPLE]
    candidates = ("gb18030", *_BIG5, "utf-8", "cp1252")
    scores = {codec: _likeness(sample, codec) for codec in candidates}
    best = max(candidates, key=lambda codec: scores[codec])
    near = [codec for codec in candidates if scores[codec] >= 0.8 * scores[best]]
    return next((codec for codec in sorted(near, key=lambda c: -scores[c]) if _decodes(payload, codec)), best)


def _likeness(sample: bytes, codec: str) -> float:
    """How much `sample` read as `codec` looks like prose: frequent less undecodable, of what is not ASCII."""
    text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
    beyond = [c for c in text if c > "\x7f"]
    frequent = _FREQUENT_WESTERN if codec == "cp1252" else _FREQUENT
    return sum((c in frequent) - (c == "\ufffd") for c in beyond) / max(1, len(beyond))


def _decodes(payload: bytes, codec: str) -> bool:
    try:
        payload.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _strictly(payload: bytes, codec: str, shown: str, *, given: bool) -> str:
    if not given and codec == "cp950" and not _decodes(payload, codec):
        codec = "big5hkscs"
    try:
        return payload.decode(codec)
    except UnicodeError as error:
        at = getattr(error, "start", 0)  # punycode and idna do not say where
        line = payload.count(b"\n", 0, at) + 1
        how = "the encoding that was given" if given else "the likeliest encoding"
        raise ReadError(
            f"{shown}: byte 0x{payload[at]:02x} at offset {at} (line {line}) is no {codec}, {how}; "
            "give the right encoding (encoding=, --encoding), or mend the file"
        ) from None
