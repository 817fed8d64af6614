"""Remarks that hold for all tasks (列第一位的为牵头单位，下同) or say what a document ends with, as patterns."""

from __future__ import annotations

import re

from policyplan.reading._vocabulary import (
    FIRST_LEADS_PLACES,
    NO_MORE,
    SIGNS,
    WRITTEN_OUT,
)
from policyplan.reading.labels import (
    any_of,
)

#: What ends a document and sets no task: 本办法由市财政局负责解释.
FINAL_PROVISION = re.compile("负责解释|起施行|起实施|有效期")
#: 列第一位的为牵头单位，下同
_FIRST_LEADS = (
    rf"(?:{any_of(FIRST_LEADS_PLACES)})(?:的|者|列出的|位的)*(?:责任)?(?:单位|部门|者|的)*"
    "(?:均|即)?(?:为|是|系)(?:主要|第一)?(?:牵头|主办|主责)"
)
FIRST_LEADS = re.compile(
    "(?:列|排|排名|排序|位列|居|名列|位于|处于)?(?:在|于)?" + _FIRST_LEADS + "[^，。；）]*(?:[，,]?以?下同)?"
)
#: The same where only whether it is said matters, which is quicker to tell.
SAYS_FIRST_LEADS = re.compile(_FIRST_LEADS)
#: 无牵头单位的，责任单位即为牵头单位，下同; 只有一个责任单位的，该单位为牵头单位
RESPONSIBLE_LEADS = re.compile(
    r"(?:[无没未][^，。；（）]{0,8}?(?:牵头|主办)(?:单位|部门)|(?:牵头|主办)(?:单位|部门)(?:未明确|未列[出明]|空缺|为空)"
    r"|(?P<sole>(?:只有|仅有|只列|仅列|仅为|只明确|仅明确|为)(?:了|明)?[一1](?:个|家)(?:责任)?(?:单位|部门)))"
    r"(?:的|者|时|任务|事项)*[，,]?(?:则|由|以|其|该|所列|列出的|相应)*(?:(?:责任|主责)?(?:单位|部门))?(?:均|即|就|也)*(?:[为是]|视为|作为)"
    r"(?:其|该项任务)?(?:牵头|主办)(?:单位|部门)?(?:[，,]?以?下同)?"
)
#: 标▲的为牵头单位，下同
MARKED_LEADS = re.compile(
    rf"(?:标|带|加|注|打|画|划)?(?:有|注)?[“\"]?[{SIGNS}][”\"]?(?:号|符号|标记|标识)?(?:标注)?(?:的|者)?(?:单位|部门)?"
    r"(?:均|即)?(?:为|是|系|表示)(?:主要|第一)?(?:牵头|主办|主责)[^，。；）]*(?:[，,]?下同)?"
)
#: 以下均需各县（市、区）政府落实，不再列出
EVERY_TASK = re.compile(rf"不(?:(?:{any_of(NO_MORE)})+(?:做|作|进行)?(?:{any_of(WRITTEN_OUT)})|逐[项一])")
