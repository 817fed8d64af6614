"""A live server: the site that `publish` writes, of plans on disk as they are now, and calendars of any query.

`create_app` makes an ASGI application for any host; `policyplan serve` runs it. Needs the extra ``[serve]``.
A host that wants a module's attribute finds ``policyplan.server:app``, which the environment sets up:

``POLICYPLAN_PATHS``
    The files and folders to serve, separated as in ``PATH``.
``POLICYPLAN_BASE_URL``, ``POLICYPLAN_LANG``, ``POLICYPLAN_STATE``, ``POLICYPLAN_LEDGER``, ``POLICYPLAN_TOKEN_FILE``
    What `create_app` calls `base_url`, `lang`, `state` and `ledger`; and a file with a token on each line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyplan.errors import PolicyplanError, ReadError

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from policyplan.exporting.wording import Lang

    app: Starlette

__all__ = ["app", "app_from_environment", "create_app", "read_tokens"]


def create_app(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    base_url: str | None = None,
    lang: Lang = "zh",
    tokens: Iterable[str] | None = None,
    state: str | os.PathLike[str] | None = None,
    ledger: str | os.PathLike[str] | None = None,
    reload_every: float = 2.0,
    cache_bytes: int = 128 << 20,
    how: Mapping[str, Any] | None = None,
    publishing: Mapping[str, Any] | None = None,
) -> Starlette:
    """An ASGI application that serves the plans of files and folders, as they are now.

    `base_url` is where it will be reached, for links that subscribe; None lets the page find out. `lang` is the
    language of the site's own words. With `tokens` every address begins with one of them
    (``/TOKEN/all.ics``), and all else is not found; `base_url` is then not written anywhere.

    `state` is a folder to publish into that stays from one run to the next, so that items keep their versions and
    what vanished meanwhile is cancelled; None is a folder that lives as long as the application, so that versions
    begin anew with each.

    `ledger` is a ledger file: pages, to-dos and records tell progress as it is on the day they are asked for, and
    queries may ask for a ``status:``.

    Files are looked at at most every `reload_every` seconds, when something is asked for. One that breaks is
    reported by ``/health`` and on the page, and what it last held is served; one that holds a plan that another file
    holds is reported, too, and left out. Up to `cache_bytes` of
    answers are kept at hand. `how` are the options of `policyplan.read`, `publishing` more of `policyplan.publish`:
    `kinds` (events and to-dos where it does not say), `undated`, `alarms`, `workday_alarm`, `keep_cancelled`.

    Raises PolicyplanError where there is no plan to read, where the ledger cannot be read or does not fit them, or a
    token is too short.
    """
    from policyplan.server.application import Site, application
    from policyplan.server.edition import Press
    from policyplan.server.keeping import Kept
    from policyplan.server.shelf import LedgerFile, Shelf

    given = (paths,) if isinstance(paths, str | os.PathLike) else paths
    secrets = tuple(_checked(token) for token in tokens) if tokens is not None else ()
    if tokens is not None and not secrets:
        raise PolicyplanError("no token is given; give at least one, or None to let everyone in")
    press = Press(
        Shelf(tuple(Path(path) for path in given), how or {}),
        base_url=None if secrets else base_url,
        lang=lang,
        state=Path(state) if state is not None else None,
        ledger=LedgerFile(Path(ledger)) if ledger is not None else None,
        how=publishing or {},
    )
    return application(Site(press, Kept(cache_bytes), secrets, reload_every))


def read_tokens(path: str | os.PathLike[str]) -> list[str]:
    """The tokens of a file: the first word of each line; empty lines and those that begin with # are left out."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "is no UTF-8 text"
        raise ReadError(f"{path}: cannot be read: {reason}") from None
    words = [(number, line.split()[0]) for number, line in enumerate(lines, 1) if line.strip()]
    try:
        tokens = [_checked(word) for number, word in words if not word.startswith("#")]
    except PolicyplanError as problem:
        raise ReadError(f"{path}: {problem}") from None
    if not tokens:
        raise ReadError(f"{path}: holds no token; {_HOW_TO_MAKE}")
    return tokens


_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,128}")
_HOW_TO_MAKE = "make one with: python -c 'import secrets; print(secrets.token_urlsafe())'"


def _checked(token: str) -> str:
    """The token, where it can stand in an address and has 128 bits or more."""
    if not _TOKEN.fullmatch(token):
        expected = "expected 22 to 128 letters, digits, - and _"
        raise PolicyplanError(f"a token of {len(token)} characters is not usable: {expected}; {_HOW_TO_MAKE}")
    return token


def app_from_environment(environment: Mapping[str, str] = os.environ) -> Starlette:
    """The application that the variables named above describe."""
    paths = [path for path in environment.get("POLICYPLAN_PATHS", "").split(os.pathsep) if path]
    if not paths:
        raise PolicyplanError("POLICYPLAN_PATHS names no plan; set it to the files and folders to serve")
    lang = environment.get("POLICYPLAN_LANG", "zh")
    token_file = environment.get("POLICYPLAN_TOKEN_FILE")
    return create_app(
        paths,
        base_url=environment.get("POLICYPLAN_BASE_URL"),
        lang=lang,  # type: ignore[arg-type]  # checked when it is used
        state=environment.get("POLICYPLAN_STATE"),
        ledger=environment.get("POLICYPLAN_LEDGER"),
        tokens=read_tokens(token_file) if token_file else None,
    )


if not TYPE_CHECKING:  # for a type checker, a name that is not imported above is a mistake

    def __getattr__(name: str) -> Any:
        if name != "app":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = app_from_environment()
        return globals()[name]
