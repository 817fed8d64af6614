"""The mark-up inside a line of Markdown, taken off in one pass."""

from __future__ import annotations

import re
from html import unescape

from attrs import define, field

#: Stands for a line break that the text means (``<br>``); decoding refuses files that hold it.
BREAK = "\x00"

_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<ticks>`+)
    | <(?P<auto>(?:https?://|mailto:)[^<>\s]{1,500})>
    | <(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9]{0,15})(?:[\s/][^<>]{0,500})?>
    | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    | (?P<note>\[\^[^\[\]\s]{1,60}\])
    | (?P<image>!\[[^\[\]]{0,300}\]\([^()\n]{0,1000}\))
    | (?P<target>\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)|\]\[[^\[\]\n]{0,200}\])
    | (?P<bracket>\[)
    | (?P<strike>~~)
    | (?P<attributes>\{:[^{}\n]{0,200}\})
    | (?P<run>\*+|_+)
    """,
    re.VERBOSE,
)
_STRUCK = frozenset(("s", "del", "strike"))
_NOTE = re.compile(r"\s*[\[（(]?\s*(?:\d{1,3}|\*+|[a-z])\s*[\])）]?\s*")


def clean(text: str) -> str:
    r"""`text` without Markdown and HTML mark-up, `BREAK` for every ``<br>``; struck-out text is gone.

    >>> clean("~~6月底前~~ **2023年9月底前**，由[市水利局](https://example.org)牵头[^1]")
    ' 2023年9月底前，由市水利局牵头'
    >>> clean("**（一）开展普查。**运用&#42;号 \\*2")
    '（一）开展普查。运用*号 *2'
    """
    if not re.search(r"[\\`<&\[\]~{*_]", text):
        return text
    return _Cleaning(text).cleaned()


@define
class _Cleaning:
    """What has been written so far, and the marks in it that wait for their partners."""

    text: str
    written: list[str] = field(factory=list)
    _runs: list[tuple[int, str]] = field(factory=list)
    _brackets: list[int] = field(factory=list)
    _struck: list[tuple[int, str]] = field(factory=list)
    _raised: list[int] = field(factory=list)

    def cleaned(self) -> str:
        at = 0
        while found := _TOKEN.search(self.text, at):
            self.written.append(self.text[at : found.start()])
            at = self._take(found)
        self.written.append(self.text[at:])
        return "".join(self.written)

    def _take(self, found: re.Match[str]) -> int:
        """Act on one token; where to read on."""
        kind = found.lastgroup or ""
        if kind == "ticks":
            return self._code(found)
        if kind == "tag":
            self._tag(found["tag"].lower(), closing=bool(found["end"]))
        elif kind == "run":
            self._run(found)
        elif kind == "strike":
            self._strike("~~", closing=any(mark == "~~" for _, mark in self._struck))
        elif kind in ("bracket", "target"):
            self._link(found, kind)
        else:
            self.written.append(self._printed(found, kind))
        return found.end()

    def _printed(self, found: re.Match[str], kind: str) -> str:
        if kind == "entity":
            return unescape(found["entity"]).replace("\xa0", " ").replace("\x00", "")
        return found[kind] if kind in ("escaped", "auto") else ""

    def _code(self, found: re.Match[str]) -> int:
        ticks = found["ticks"]
        end = self.text.find(ticks, found.end(), found.end() + 1000)
        if end < 0:
            self.written.append(ticks)
            return found.end()
        self.written.append(self.text[found.end() : end].strip())
        return end + len(ticks)

    def _tag(self, tag: str, *, closing: bool) -> None:
        if tag == "br":
            self.written.append(BREAK)
        elif tag in _STRUCK:
            self._strike(tag, closing=closing)
        elif tag == "sup" and not closing:
            self._raised.append(len(self.written))
        elif tag == "sup" and self._raised:
            begin = self._raised.pop()
            if _NOTE.fullmatch("".join(self.written[begin:])):
                self._forget(begin)

    def _strike(self, mark: str, *, closing: bool) -> None:
        if not closing:
            self._struck.append((len(self.written), mark))
            self.written.append(mark if mark == "~~" else "")
        elif self._struck and self._struck[-1][1] == mark:
            self._forget(self._struck.pop()[0])

    def _forget(self, begin: int) -> None:
        """Take back what was written since `begin`."""
        del self.written[begin:]
        for waiting in (self._runs, self._struck):
            while waiting and waiting[-1][0] >= begin:
                waiting.pop()
        while self._brackets and self._brackets[-1] >= begin:
            self._brackets.pop()

    def _link(self, found: re.Match[str], kind: str) -> None:
        if kind == "bracket":
            self._brackets.append(len(self.written))
            self.written.append("[")
        elif self._brackets:
            self.written[self._brackets.pop()] = ""
        else:
            self.written.append(found[0])

    def _run(self, found: re.Match[str]) -> None:
        """A run of * or _: it closes the runs that wait, as far as it reaches, else waits itself or is printed.

        Unlike in CommonMark 6.2, the punctuation around it does not matter, since Chinese puts no spaces there.
        """
        run = found["run"]
        before, after = self.text[found.start() - 1 : found.start()], self.text[found.end() : found.end() + 1]
        inside_word = run[0] == "_" and before.isalnum() and after.isalnum()
        if before.strip() and not inside_word:
            run = run[self._closed_by(run) :]
        if run and after.strip() and not inside_word and len(run) <= 3:
            self._runs.append((len(self.written), run))
        self.written.append(run)

    def _closed_by(self, run: str) -> int:
        """How many marks of `run` close runs that wait."""
        used = 0
        while self._runs and self._runs[-1][1][0] == run[0] and len(self._runs[-1][1]) <= len(run) - used:
            begin, waiting = self._runs.pop()
            self.written[begin] = ""
            used += len(waiting)
        return used
