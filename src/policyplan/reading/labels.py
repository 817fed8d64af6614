"""Labels of fields (责任单位：, 完成时限：) and the roles that words give."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from policyplan.model import Role
from policyplan.reading._vocabulary import (
    LABEL_BODIES,
    LABEL_PERSONS,
    LABEL_ROLES,
    LABEL_ROLES_ALONE,
    LABEL_TIMES,
    NO_DUTY_LABELS,
    NO_END_LABELS,
    ROLE_WORDS,
)

_Letters: TypeAlias = dict[str, "_Letters"]


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of `words`, a longer one rather than a shorter one that it begins with.

    What several words begin with is written once, so that most texts are told by their first character.

    >>> any_of(["牵头", "责任单位", "责任部门", "责任"])
    '(?:牵头|责任(?:单位|部门)?)'
    """
    letters: dict[str, _Letters] = {}
    for word in words:
        node = letters
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _any_of(letters)


def _any_of(letters: _Letters) -> str:
    """The pattern of words written as a tree of letters, where "" ends a word."""
    branches = [re.escape(letter) + _any_of(rest) for letter, rest in letters.items() if letter]
    if "" in letters:
        return f"(?:{'|'.join(branches)})?" if branches else ""
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


GAP = r"[\s\u3000]*"
_LABEL_WORDS = (
    rf"(?P<person>{any_of(LABEL_PERSONS)}|[\u4e00-\u9fff]{{1,4}}(?:领导|责任人|负责人|联系人))"
    rf"|(?P<time>{any_of(LABEL_TIMES)})"
    rf"|(?P<role>(?:(?:{any_of(LABEL_ROLES)})(?:[、和及与/]|"
    rf"（(?:{any_of(LABEL_ROLES)})）|\s)?){{1,4}}(?:{any_of(LABEL_BODIES)})"
    rf"(?:及分工|和分工|名单|[及和与、/](?:{any_of((*LABEL_PERSONS, *LABEL_TIMES))}))?|{any_of(LABEL_ROLES_ALONE)}"
    rf"|(?:责任|任务|职责|工作)分工(?={GAP}：[ \u3000]*[^\s\u3000]))"
)
#: A label and its colon: 责任单位：, 牵头（责任）单位：, 完成时限：; spaces inside words are passed over.
LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\s；。，、（！？》”.;,—–-])){GAP}(?:[本此该]项?(?:工作|任务|事项)的?)?(?:{_LABEL_WORDS})(?:（[^（）]{{0,12}}）)?{GAP}"
    rf"(?:：{GAP}|(?<=[限间期])(?=\d{{1,4}}\s?[年月]))"
    rf"|(?:(?<=^)|(?<=[\s；。）])){GAP}（{GAP}(?:{_LABEL_WORDS.replace('?P<', '?P<in_')}){GAP}）{GAP}：?{GAP}"
)
#: What is to be done, behind fields that begin an item: 责任单位：市教育局　完成时限：6月底　内容：改善校舍。
CONTENT = re.compile(
    r"[\s\u3000；，。]+(?=(?:工作|任务|主要|具体|重点|实施|推动|办理|执行|计划|项目|整改)?(?:内容|任务|事项|措施|举措|项目|名称|目标)：)"
)

#: The same at the start of a line, where the label may also stand alone on its line or in 【】 (folded to （）).
LINE_LABEL = re.compile(
    rf"{GAP}[*•·●■◆▪○—–-]*{GAP}（?(?:{_LABEL_WORDS})(?:（[^（）]{{0,12}}）)?(?:{GAP}：{GAP}|"
    rf"）{GAP}：?{GAP}|[ \u3000]+|{GAP}$)"
)

_LONG_TIMES = any_of(tuple(word for word in LABEL_TIMES if len(word) > 3))
#: A label that is told by its words alone, also where no mark shows where it begins or ends.
_WHOLE_WORDS = rf"(?:(?:{any_of(LABEL_ROLES)}){{1,2}}(?:单位|部门)|{_LONG_TIMES}|时限)"
#: A label that is put behind the value of the field before it, without a mark: 市财政局完成时限：.
GLUED_LABEL = re.compile(
    r"(?:(?<=[局委厅办府会司院队团处区县市镇乡道行心校\d前底内末成])|(?<=[\u4e00-\u9fff]{2}）))"
    rf"(?={_WHOLE_WORDS}：|（{_WHOLE_WORDS}）(?![，、；。\s]|\Z))"
)
_WORDS_BEHIND = (*(word for word in LABEL_ROLES_ALONE if word not in ("负责", "落实")), *LABEL_PERSONS)
#: The same of one word or of persons, which only a field in front of it makes a label: 牵头：县水务局配合：各乡镇.
GLUED_WORD = re.compile(rf"(?<=[局委厅办府会司院队团处区县市镇乡道])(?={any_of(_WORDS_BEHIND)}：)")
#: A label alone in a bracket: 【责任单位】市交通局【完成时限】6月底前.
BRACKETED_LABEL = re.compile(rf"（{_WHOLE_WORDS}）")
#: A label with a blank where its colon should be: 牵头单位 市交通局 配合单位 市财政局.
BLANK_LABEL = re.compile(
    rf"(?:\A|(?<=[ \u3000；，。]))(?P<label>{_WHOLE_WORDS})[ \u3000]+(?=[\u4e00-\u9fff\d])"
)

_ENDS_BODY = any_of((*LABEL_BODIES, "部室", "业主", "局"))
_NO_DUTY, _NO_END = any_of(NO_DUTY_LABELS), any_of(NO_END_LABELS)
#: A label that no table holds, told by how it ends: 监管单位：, 竣工时间：. It ends the field before it.
OTHER_LABEL = re.compile(
    r"(?:^|(?<=[\s\u3000；，。（]))(?!第?[一二三四五六七八九十\d]{1,3}[阶步批期季年月]|[省市县区乡镇州国]家?[级层])"
    rf"(?:(?P<role>(?!{_NO_DUTY})[\u4e00-\u9fff（）]{{1,8}}(?:{_ENDS_BODY}))"
    rf"|(?P<time>(?!{_NO_END})[\u4e00-\u9fff]{{0,6}}(?:时间|时限|期限|年限|日期|节点))"
    rf"|(?P<other>[\u4e00-\u9fff]{{2,10}}))：{GAP}"
)


def read_label(match: re.Match[str]) -> tuple[str, Role | None]:
    """What a matched label asks for: ("role", Role), ("time", None), ("person", None) or ("other", None)."""
    kind, words = next((kind, words) for kind, words in match.groupdict().items() if words)
    kind = kind.removeprefix("in_")
    if kind != "role":
        return kind, None
    note = _ROLE_BEHIND.search(match[0]) if "）" in match[0] else None
    return kind, role_of(note[1] if note else words)


#: The role in brackets behind a label: 责任单位（配合）：.
_ROLE_BEHIND = re.compile(rf"（((?:{any_of(LABEL_ROLES_ALONE)}|主责)(?:单位|部门|方)?)）{GAP}：?{GAP}\Z")


def with_colons(text: str) -> str:
    """`text` with a colon behind each label that but a blank parts from its value; its length is kept.

    >>> with_colons("牵头单位 市交通局 完成时限 年底前")
    '牵头单位：市交通局 完成时限：年底前'
    """
    return BLANK_LABEL.sub(lambda match: (match["label"] + "：").ljust(len(match[0])), text)


def role_of(words: str) -> Role:
    """The role that words such as 牵头单位 or 按职责分工负责 give; 牵头 decides over 配合, 配合 over 负责.

    >>> role_of("配合落实"), role_of("牵头负责")
    (<Role.SUPPORTING: 'supporting'>, <Role.LEAD: 'lead'>)
    """
    for role, hints in ROLE_WORDS:
        if any(hint in words for hint in hints):
            return role
    return Role.RESPONSIBLE
