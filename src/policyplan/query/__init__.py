"""Asking plans a question: `find`, the text query, and the selection that comes back."""

from policyplan.query._collection import Collection
from policyplan.query._find import find
from policyplan.query._language import parse_query
from policyplan.query._selection import Selection

__all__ = ["Collection", "Selection", "find", "parse_query"]
