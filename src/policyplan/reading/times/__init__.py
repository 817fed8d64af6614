"""The language of deadlines: time expressions of Chinese and English work plans, read into `Deadline` values.

Conventions, each marked by a code of `BASIS` on the value it led to: 前 and 底前 include the named day or period
(but the day before a festival: 春节前); 月底 is the month's last day; 上旬, 中旬 and 下旬 end on the 10th, the 20th
and the last day; a year-less date falls in the plan's period, else is the next one after issue; 今年 is the year of
issue; N日内 and N个月内 count from the day after issue; early and late are thirds of a year, mid-year is 30 June.
"""

from __future__ import annotations

from policyplan.reading.times.basis import BASIS
from policyplan.reading.times.reader import Explanation, explain, find_deadlines, is_time, parse_deadline
from policyplan.reading.times.workdays import Workdays

__all__ = ["BASIS", "Explanation", "Workdays", "explain", "find_deadlines", "is_time", "parse_deadline"]
