"""What policyplan raises: one family of errors, each saying what was found, where, and what to do."""

from __future__ import annotations


class PolicyplanError(Exception):
    """The base of every error that policyplan raises on purpose."""


class ReadError(PolicyplanError):
    """A document could not be read at all: missing, empty, binary, encrypted, corrupt or too large."""


class FormatError(PolicyplanError):
    """A JSON file is not a policyplan file; the message names the JSON path, what was found and what was expected."""


class QueryError(PolicyplanError):
    """A text query could not be understood; the message underlines the place."""


class ExportError(PolicyplanError):
    """An output could not be written: the directory is not writable, or two plans claim one identity."""


class LedgerError(PolicyplanError):
    """Reports of a ledger are on measures that the plan does not have; the message names them and says what to do."""
