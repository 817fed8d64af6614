"""Corrections by hand: what a person changed in a plan file since it was read, kept when the document is read again.

A plan file that was made from a reading holds, under ``as_read``, a digest of each fact as the machine read it.
So three states can be told apart: as read then, as the file stands, as read now.
"""

from __future__ import annotations

from os import PathLike

from policyplan.codec import load_reading
from policyplan.corrections._changes import Correction, corrections
from policyplan.corrections._merging import merged
from policyplan.corrections._standing import standing_findings
from policyplan.model import Reading

__all__ = ["Correction", "corrections", "merge", "standing_findings"]


def merge(old: Reading | str | PathLike[str], new: Reading) -> Reading:
    """The new reading of a document with the corrections that a person made to the old one (a reading or its file).

    A fact that only the person changed stays as corrected, one that only the source changed is taken anew. Where
    both changed, to different values, the correction stays and a finding ``correction-conflict`` shows both. A
    corrected measure that the source no longer has stays, and one that was removed by hand stays away; either way
    such a finding says so where the source has changed there. Where the old file does not say what was read
    (it was written by hand, or from a plan alone), all that it holds counts as correction.

    >>> from attrs import evolve
    >>> from policyplan import dump, read_text
    >>> text = "1.修建东桥。（责任单位：市交通局。完成时限：2024年6月底前）"
    >>> first = read_text(text)
    >>> dump(evolve(first, plan=evolve(first.plan, title="临江市工作要点")), "plan.json")
    >>> second = merge("plan.json", read_text(text.replace("6月", "9月")))
    >>> second.plan.title, str(second.plan.task("1").due), [str(each) for each in corrections(second)]
    ('临江市工作要点', '2024-09-30', ['plan: title corrected'])
    """
    before = old if isinstance(old, Reading) else load_reading(old)
    return merged(before, new)
