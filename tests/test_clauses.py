"""The grammar of clauses, case by case: names in a list, the words that give them a role, duties that stand first."""

from __future__ import annotations

import pytest

from policyplan.reading.clauses import Clause, is_clause, is_own_time, read_clause
from policyplan.reading.folding import fold
from policyplan.reading.leading import closing_duty, heading_duty, leading_duties
from policyplan.reading.names import is_unit_like, read_names, without_numbers


def of_names(words: str) -> str:
    """Each name as printed, with what it is in full, whose part it is, its other name and note where it has them."""
    shown = []
    for name in read_names(words):
        assert None not in name
        printed = words[name.start : name.end]
        shown.append(
            printed
            + (f"→{name.full}" if name.full != printed else "")
            + (f"^{name.parent}" if name.parent else "")
            + (f"={name.alias}" if name.alias else "")
            + (f"~{name.note}" if name.note else "")
            + "!" * name.marked
            + "".join(f"<{basis}>" for basis in name.basis)
        )
    return " ".join(shown)


def of_clause(words: str, offset: int = 0, clause: Clause | None = None) -> str:
    """Each unit with its role and side (? where its role is not printed, + where its list is open), and each time."""
    clause = clause or read_clause(words)
    assert all(None not in each for each in clause.duties)
    units = [
        f"{words[offset + each.start : offset + each.end]}/{each.role}{each.group or ''}"
        + "?" * (not each.role_printed)
        + "+" * each.open_ended
        + "*" * each.shared_by_remit
        for each in clause.duties
    ]
    return " ".join([*units, *(f"@{words[offset + a : offset + b]}" for a, b in clause.times)])


def of_leading(text: str, begin: int = 0) -> list[str]:
    """Each stretch that says who answers for what stands behind it, with what it says."""
    folded = fold(text)
    return [
        f"[{text[start:end]}] {of_clause(text, start, clause)}"
        for start, end, clause in leading_duties(folded, begin)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("呼伦贝尔市、通辽市人民政府", "呼伦贝尔市→呼伦贝尔市人民政府<elided-tail> 通辽市人民政府"),
        ("齐齐哈尔新区、西港区管委会", "齐齐哈尔新区 西港区管委会"),
        ("东港区、西港区管委会", "东港区→东港区管委会<elided-tail> 西港区管委会"),
        ("东河、西河街道办事处", "东河→东河街道办事处<elided-tail> 西河街道办事处"),
        ("东河镇、西河街道办事处", "东河镇 西河街道办事处"),
        ("东河街道、西河街道办事处", "东河街道→东河街道办事处<elided-tail> 西河街道办事处"),
        ("财政、审计局", "财政→财政局<elided-tail> 审计局"),
        (
            "市财政、审计、水利局",
            "市财政→市财政局<elided-tail> 审计→市审计局<elided-tail><elided-parent> 水利局→市水利局<elided-parent>",
        ),
        ("市团、审计局", "市团 审计局→市审计局<elided-parent>"),
        ("市妇联、审计局", "市妇联 审计局→市审计局<elided-parent>"),
        (
            "国家知识产权局办公室、保护司、人事司",
            "国家知识产权局办公室^国家知识产权局 保护司→国家知识产权局保护司^国家知识产权局<elided-parent> 人事司→国家知识产权局人事司^国家知识产权局<elided-parent>",
        ),
        (
            "国家知识产权局办公室、运用促进司（专利局）",
            "国家知识产权局办公室^国家知识产权局 运用促进司（专利局）→国家知识产权局运用促进司^国家知识产权局=专利局<elided-parent>",
        ),
        ("全省各有关相关沿海沿江试点市、县人民政府", "全省各有关相关沿海沿江试点市、县人民政府"),
        ("全省各有关相关沿海沿江试点社区、县人民政府", "全省各有关相关沿海沿江试点社区 县人民政府"),
        ("各市、县级市", "各市、县级市"),
        ("市、区政府", "市、区政府"),
        ("省、市政府", "省、市政府"),
        ("各区、市直各部门", "各区 市直各部门"),
        ("各市、县（区）政府", "各市、县（区）政府"),
        ("市财政局\u3000市审计局", "市财政局 市审计局"),
        ("县 水利局", "县 水利局→县水利局"),
        ("A 局 县财政局", "A 局→A局 县财政局"),
        ("县委 县政府", "县委 县政府"),
        ("县水利局 县财 政局", "县水利局 县财 政局→县财政局"),
        ("县水利局、 ", "县水利局"),
        ("、，；。县水利局·", "县水利局·"),
        ("县水利局等", "县水利局"),
        ("县水利局张三", "县水利局"),
        ("县水利局 李 四", "县水利局"),
        ("县水利局\u3000欧阳修", "县水利局"),
        ("水利局王五科", "水利局王五科"),
        ("▲县水利局", "县水利局!"),
        ("县水利局★", "县水利局!"),
        ("★", ""),
        ("★ 县水利局 ★", "县水利局!"),
        ("县市场监管局（县知识产权局）", "县市场监管局（县知识产权局）→县市场监管局=县知识产权局"),
        ("县市场监管局（一科）", "县市场监管局（一科）→县市场监管局=一科"),
        ("县水利局（牵头单位）", "县水利局（牵头单位）→县水利局~牵头单位"),
        ("各县（市、区）", "各县（市、区）"),
        ("长江办（市、县）", "长江办（市、县）"),
        ("云中市（本级）", "云中市（本级）→云中市~本级"),
        ("县水利局（含水文站（东站））", "县水利局（含水文站（东站））→县水利局~含水文站（东站）"),
        ("各乡镇（街道）", "各乡镇（街道）"),
        ("财政厅和税务局", "财政厅 税务局"),
        ("发展和改革委", "发展和改革委"),
        ("县财政局和县审计局", "县财政局 县审计局"),
        ("县财政局、县审计局和县水利局", "县财政局 县审计局 县水利局"),
        ("县财政局等和县审计局", "县财政局 县审计局"),
        ("县党委和政府", "县党委和政府"),
        ("市财政局与会计司", "市财政局与会计司^市财政局"),
        ("国家文物局博物馆与社会文物司", "国家文物局博物馆与社会文物司^国家文物局"),
        ("市互联网和信息中心", "市互联网和信息中心"),
        ("（县财政局和县审计局）", "（县财政局和县审计局）"),
        ("“县财政局和县审计局”", "“县财政局和县审计局”"),
        ("省、市、县三级政府", "省、市、县三级政府"),
        ("省、市两级财政部门、省审计局", "省、市两级财政部门 省审计局"),
        ("各县（市、区）党委、政府", "各县（市、区）党委 政府→各县（市、区）政府<elided-parent>"),
        ("县委、县政府", "县委 县政府"),
        ("县委、政府", "县委 政府→县政府<elided-parent>"),
        ("云中市委、市人民政府", "云中市委 市人民政府→云中市人民政府<elided-parent>"),
        ("东港区党工委、管委会", "东港区党工委 管委会→东港区管委会<elided-parent>"),
        ("县委、市政府", "县委 市政府"),
        (
            "市委宣传部、统战部、财政局",
            "市委宣传部 统战部→市委统战部<elided-parent> 财政局→市财政局<elided-parent>",
        ),
        ("省委宣传部、文化和旅游厅", "省委宣传部 文化和旅游厅→省文化和旅游厅<elided-parent>"),
        ("国家发展改革委、能源局、水利局", "国家发展改革委 能源局→国家能源局<elided-parent> 水利局"),
        ("中央宣传部、网信办、水利局", "中央宣传部 网信办→中央网信办<elided-parent> 水利局"),
        ("中共云中市委组织部、宣传部", "中共云中市委组织部 宣传部→云中市委宣传部<elided-parent>"),
        ("省厅、市局", "省厅 市局"),
        ("省财政厅办公室、预算处", "省财政厅办公室^省财政厅 预算处→省财政厅预算处^省财政厅<elided-parent>"),
        (
            "云中市财政局办公室、预算科",
            "云中市财政局办公室^云中市财政局 预算科→云中市财政局预算科^云中市财政局<elided-parent>",
        ),
        ("云中市财政局、预算科", "云中市财政局 预算科→云中市财政局预算科^云中市财政局<elided-parent>"),
        ("市公安局交警支队、治安支队", "市公安局交警支队 治安支队"),
        ("市财政局、市场监管局", "市财政局 市场监管局→市市场监管局<elided-parent>"),
        ("国家林草局、中央编办、文明办", "国家林草局 中央编办 文明办→中央文明办<elided-parent>"),
        ("市直有关部门 、单位", "市直有关部门 、单位→市直有关部门、单位"),
        (
            "县财政局和县市场监管局（县知识产权局）",
            "县财政局 县市场监管局（县知识产权局）→县市场监管局=县知识产权局",
        ),
        ("县X光中心、县水利局", "县X光中心 县水利局"),
        (
            "国家税务总局市级征管司、法规司",
            "国家税务总局市级征管司^国家税务总局 法规司→国家税务总局法规司^国家税务总局<elided-parent>",
        ),
        ("云中市民政局、财政局", "云中市民政局 财政局→云中市财政局<elided-parent>"),
        ("市、区委", "市、区委"),
        ("攻坚核心王三", "攻坚核心王三"),
        (
            "县市场监管局（县知识产权局）、“县财政局和县审计局”",
            "县市场监管局（县知识产权局）→县市场监管局=县知识产权局 “县财政局和县审计局”",
        ),
        ("海关总署办公厅、缉私局", "海关总署办公厅^海关总署 缉私局→海关总署缉私局^海关总署<elided-parent>"),
        ("各市、县财政局", "各市、县财政局"),
        ("各市、省财政厅", "各市 省财政厅"),
        ("省、市财政局", "省、市财政局"),
        ("县财政局、应急管理部", "县财政局 应急管理部"),
        ("国家知识产权局办公室、专利部", "国家知识产权局办公室^国家知识产权局 专利部"),
        ("国家知识产权局办公室、药品监管总局", "国家知识产权局办公室^国家知识产权局 药品监管总局"),
        ("。、县水利局", "县水利局"),
        ("省教育厅、援外厅", "省教育厅 援外厅→省援外厅<elided-parent>"),
        ("国家税务总局云中市税务局、稽查局", "国家税务总局云中市税务局^国家税务总局 稽查局"),
        (
            "国家税务总局云中市税务局、征管科",
            "国家税务总局云中市税务局^国家税务总局 征管科→国家税务总局云中市税务局征管科^国家税务总局云中市税务局<elided-parent>",
        ),
        (
            "国家税务总局第一稽查分局、法规司",
            "国家税务总局第一稽查分局^国家税务总局 法规司→国家税务总局第一稽查分局法规司^国家税务总局第一稽查分局<elided-parent>",
        ),
        ("县财政局 县审计局 县水利局", "县财政局 县审计局 县水利局"),
        (
            "云中市委、市人民政府、财政局",
            "云中市委 市人民政府→云中市人民政府<elided-parent> 财政局→云中市财政局<elided-parent>",
        ),
        ("县委、政府、人大、水利局", "县委 政府→县政府<elided-parent> 人大 水利局→县水利局<elided-parent>"),
        ("云中市委、县政府", "云中市委 县政府"),
        (
            "国家知识产权局办公室、专利局法律处",
            "国家知识产权局办公室^国家知识产权局 专利局法律处→国家知识产权局专利局法律处^国家知识产权局专利局<elided-parent>",
        ),
        ("县财政局和县审计局及县水利局", "县财政局 县审计局 县水利局"),
        ("县财政局和", "县财政局和"),
        ("云中市市场监管局、财政局", "云中市市场监管局 财政局→云中市财政局<elided-parent>"),
        ("各省、市卫生健康委", "各省、市卫生健康委"),
        ("县水利局和 县财政局", "县水利局 县财政局"),
        ("县发展和改革局和县审计局", "县发展和改革局 县审计局"),
        ("国家税务总局检查站、法规司", "国家税务总局检查站^国家税务总局 法规司"),
    ],
)
def test_names_in_a_list_are_parted_and_take_what_their_neighbours_print(words, expected):
    assert of_names(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("由县水利局牵头疏浚西河", "县水利局/lead"),
        ("由县水利局配合疏浚西河", "县水利局/supporting"),
        (
            "县水利局、县水利局、县水利局、县水利局、县水利局、县水利局、县水利局、县水利局、县水利局、县水利局、县水利局6月底前",
            "县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? @6月底前",
        ),
        ("县水利局、县财政局牵头6月底前", "县水利局/lead 县财政局/lead @6月底前"),
        ("县水利局牵头会同县财政局按职责分工负责", "县水利局/lead 县财政局/supporting*"),
        ("县水利局会同县财政局牵头", "县水利局/lead 县财政局/supporting"),
        (
            "县水利局牵头、县财政局配合，县审计局牵头、县民政局配合",
            "县水利局/lead 县财政局/supporting 县审计局/lead 县民政局/supporting",
        ),
        ("会同县水利局", "县水利局/supporting"),
        ("由县水利局", "县水利局/responsible?"),
        ("协同县水利局负责", "县水利局/supporting"),
        ("并商县水利局", "县水利局/responsible?"),
        ("县水利局商县财政局落实", "县水利局/responsible 县财政局/supporting"),
        ("6月底前完成，并长期坚持", "@6月底前完成，并长期坚持"),
        ("6月底前完成，县水利局，并长期坚持", "县水利局/responsible? @6月底前完成 @并长期坚持"),
        ("6月底前完成；并长期坚持", "@6月底前完成 @并长期坚持"),
        ("县水利局，6月底前，无", "县水利局/responsible? @6月底前"),
        ("县水利局等部门", "县水利局/responsible?+"),
        ("县水利局等（按职责分工负责）", "县水利局/responsible+*"),
        ("县水利局、县财政局等单位牵头", "县水利局/lead+ 县财政局/lead+"),
        ("县水利局（按职责分工负责）", "县水利局/responsible*"),
        ("各有关单位（共同负责）", "各有关单位/responsible"),
        ("县生态环境局制定细则", "县生态环境局/responsible?"),
        ("县生态环境局提供资料", "县生态环境局/responsible?"),
        ("县生态环境局、县水利局负责秘书处工作", "县生态环境局/responsible 县水利局/responsible"),
        ("县水利局协同配合", "县水利局/supporting"),
        ("协同县水利局", "县水利局/supporting"),
        ("县水利局按职责配合落实", "县水利局/supporting*"),
        ("县水利局抓好落实工作", "县水利局/responsible"),
        ("市级由县水利局牵头", "县水利局/lead"),
        ("县财政局，县税务局配合", "县财政局/responsible? 县税务局/supporting"),
        ("县水利局牵头，县财政局，县税务局配合", "县水利局/lead 县财政局/supporting 县税务局/supporting"),
        ("县水利局，县财政局分工负责", "县水利局/responsible* 县财政局/responsible*"),
        (
            "县水利局，县财政局，县审计局分工负责",
            "县水利局/responsible* 县财政局/responsible* 县审计局/responsible*",
        ),
        ("县水利局牵头；县财政局，县税务局配合", "县水利局/lead 县财政局/supporting1 县税务局/supporting1"),
        ("责任人：张三，2024年底前", "@2024年底前"),
        ("牵头领导：张三；县水利局", "县水利局/responsible?"),
        (
            "牵头领导：张三；县水利局；县财政局，6月底前",
            "县水利局/responsible? 县财政局/responsible1? @6月底前",
        ),
        ("牵头领导：张三；李四", ""),
        ("牵头领导：张三；完成任务", ""),
        ("赵某副县长；县水利局；县财政局", "县水利局/responsible? 县财政局/responsible1?"),
        ("赵某副县长；县水利局", "县水利局/responsible?"),
        ("监管单位：县住建局", "县住建局/overseeing?"),
        ("责任单位：县水利局 监管单位：县住建局", "县水利局/responsible? 县住建局/overseeing1?"),
        ("责任单位：县水利局；说明：加强管理；竣工时间：6月底前", "县水利局/responsible? @6月底前"),
        ("牵头单位 县水利局 配合单位 县财政局", "县水利局/lead? 县财政局/supporting1?"),
        ("责任单位：县水利局完成时限：6月底前", "县水利局/responsible? @6月底前"),
        ("责任单位：县水利局（完成时限）6月底前", "县水利局/responsible? @6月底前"),
        ("列第一位的为牵头单位，下同。县水利局、县财政局", "县水利局/responsible? 县财政局/responsible?"),
        (
            "县水利局、▲县财政局（标▲的为牵头单位，下同）",
            "县水利局/responsible? 县财政局（标▲的为牵头单位，下同）/responsible?",
        ),
        ("县水利局。以下均需各乡镇落实，不再列出", "县水利局/responsible?"),
        ("1.县水利局 2.县财政局", "县水利局/responsible? 县财政局/responsible?"),
        ("①县水利局；②县财政局", "县水利局/responsible? 县财政局/responsible1?"),
        ("（1）县水利局（2）县财政局", "县水利局/responsible? 县财政局/responsible?"),
        ("一、县水利局二、县财政局", "县水利局/responsible? 县财政局/responsible?"),
        ("3.县水利局4.县财政局", "县水利局/responsible? 县财政局/responsible?"),
        ("责任单位：3.县水利局4.县财政局", "县水利局/responsible? 县财政局/responsible?"),
        ("1.县水利局、2.县财政局", "县水利局/responsible? 县财政局/responsible?"),
        ("县水利局——县财政局", "县水利局/responsible? 县财政局/responsible1?"),
        ("完成时限：无", ""),
        ("完成时限：—；责任单位：县水利局", "县水利局/responsible?"),
        ("责任单位：县水利局（牵头）、县财政局（配合）", "县水利局（牵头）/lead 县财政局（配合）/supporting"),
        (" 县水利局 ", "县水利局/responsible?"),
        (
            "县X光中心；县水利局，县财政局",
            "县X光中心/responsible? 县水利局/responsible1? 县财政局/responsible1?",
        ),
        ("由各有关方面负责疏浚西河", "各有关方面/responsible"),
        (
            "县财政局，县水利局（县交通局牵头、县审计局配合）",
            "县财政局/responsible? 县水利局/responsible? 县交通局/lead 县审计局/supporting",
        ),
        ("时限：长期；市交通局", "市交通局/responsible? @长期"),
        ("时限：长期；市交通局；", "市交通局/responsible? @长期"),
        ("时限：长期；加强管理", "@长期；加强管理"),
        ("时限：6月底前；市交通局；市水利局", "市交通局/responsible? 市水利局/responsible1? @6月底前"),
        ("县水利局协同负责", "县水利局/responsible"),
        ("县水利局协同牵头", "县水利局/lead"),
        ("县水利局全面协同配合", "县水利局/supporting"),
        ("县水利局统筹协调推进", "县水利局/responsible"),
        ("同时会同县水利局", "县水利局/supporting"),
        ("县水利局具体负责疏浚西河", "县水利局/responsible"),
        ("县水利局具体负责力争6月底前", "县水利局/responsible @力争6月底前"),
        ("由县水利局、县财政局具体负责力争6月底前", "县水利局/responsible 县财政局/responsible @力争6月底前"),
        (
            "时限：长期；县水利局、县水利局、县水利局、县水利局、县水利局、县水利局、县水利局、县水利局、县水利局、县财政局",
            "县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县水利局/responsible? 县财政局/responsible? @长期",
        ),
        ("责任单位： 监管单位：县住建局", "县住建局/overseeing?"),
        ("监管单位： 责任单位：县住建局", "县住建局/responsible?"),
        ("县交通局（2024年）、县财政局", "县交通局/responsible? 县财政局/responsible? @2024年"),
        (
            "县交通局（6月底前）、县财政局（2024年）",
            "县交通局/responsible? 县财政局/responsible? @6月底前 @2024年",
        ),
        (
            "县水利局牵头；1.县交通局 2.县财政局配合",
            "县水利局/lead 县交通局/supporting1 县财政局/supporting1",
        ),
        ("各单位要抓好落实", "各单位/responsible"),
        ("县水利局要牵头抓好落实", "县水利局/lead"),
        ("各乡镇应抓好落实，6月底前完成", "各乡镇/responsible @6月底前完成"),
        ("各单位须于6月底前落实", "各单位/responsible? @须于6月底前落实"),
        ("县应急局、县供应社配合", "县应急局/supporting 县供应社/supporting"),
        ("县水利局立即整改", "县水利局/responsible? @立即整改"),
        ("县水利局即知即改，长期坚持", "县水利局/responsible? @即知即改，长期坚持"),
        ("牵头：县水务局配合：各乡镇", "县水务局/lead? 各乡镇/supporting1?"),
        (
            "牵头：县水务局责任：各乡镇、县财政局配合：县审计局",
            "县水务局/lead? 各乡镇/responsible1? 县财政局/responsible1? 县审计局/supporting2?",
        ),
        ("牵头单位：县水务局负责人：张三", "县水务局/lead?"),
        (
            "县交通局（6月底前）、县住建局（9月底前）",
            "县交通局/responsible? 县住建局/responsible? @6月底前 @9月底前",
        ),
    ],
)
def test_a_clause_says_who_in_which_role_and_by_when(words, expected):
    assert of_clause(words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县水利局：看好西河不出事。", []),
        ("县水利局：负责看好西河。", ["[县水利局：] 县水利局/responsible"]),
        ("县交通局负责统筹实施，县财政局负责具体落实。", []),
        ("县供电公司负责迁改线路。由县交通局牵头，县财政局配合。加强管理。", []),
        (
            "由县交通局牵头，县财政局配合。加强管理。",
            ["[由县交通局牵头，县财政局配合。] 县交通局/lead 县财政局/supporting"],
        ),
        ("由县交通局牵头，县财政局配合。", []),
        (
            "先修桥。由县公安局会同县交通运输局设置治超点。",
            ["[由县公安局会同县交通运输局] 县公安局/responsible 县交通运输局/supporting"],
        ),
        (
            "县公安局会同有关部门设置治超点。",
            ["[县公安局会同有关部门] 县公安局/responsible 有关部门/supporting"],
        ),
        ("县公安局会同村民设置治超点。", []),
        ("县公安局会同县交通运输局部署。", []),
        ("县水利局负责修。", []),
        (
            "县水利局负责疏浚，县财政局负责筹措资金，县审计局参与。",
            ["[县水利局负责] 县水利局/responsible", "[县财政局负责] 县财政局/responsible"],
        ),
        ("县水利局负责疏浚，河长负责巡查。", ["[县水利局负责] 县水利局/responsible"]),
        (
            "县供电公司6月底前完成迁改，县通信公司7月底前完成迁改。",
            ["[县供电公司] 县供电公司/responsible", "[县通信公司] 县通信公司/responsible"],
        ),
        ("县供电公司6月底前完成迁改，县供电公司7月底前完成复电。", []),
        (
            "先行踏勘。县供电公司6月底前完成迁改，县水务公司要于年底前完成复电。",
            ["[县供电公司] 县供电公司/responsible", "[县水务公司] 县水务公司/responsible"],
        ),
        ("责任单位：县水利局。县财政局负责筹措资金。", []),
        ("县教育局的学校：负责安全。", []),
        ("县教育局：负责安全。家长：配合检查。", ["[县教育局：] 县教育局/responsible"]),
        (
            "县教育局、县公安局：负责安全。",
            ["[县教育局、县公安局：] 县教育局/responsible 县公安局/responsible"],
        ),
        ("县教育局。负责学校安全。", ["[县教育局。] 县教育局/responsible"]),
        ("踏勘。县教育局。负责学校安全。", []),
        ("县水利局牵头疏浚河道，各乡镇配合做好征地。", ["[县水利局牵头] 县水利局/lead 各乡镇/supporting1"]),
        ("疏浚河道，各乡镇配合做好征地。", ["[各乡镇配合] 各乡镇/supporting"]),
        ("县水利局主要负责牵头疏浚河道。", ["[县水利局主要负责] 县水利局/lead"]),
        ("县水利局积极配合疏浚河道。", ["[县水利局积极配合] 县水利局/supporting"]),
        ("县水利局具体负责疏浚河道。", ["[县水利局具体负责] 县水利局/responsible"]),
        ("县水利局负责人到场。", []),
        ("县水利局组织开展巡查。", ["[县水利局组织] 县水利局/responsible"]),
        ("河长负责巡查河道。", []),
        ("\u3000县水利局负责疏浚西河。", ["[\u3000县水利局负责] 县水利局/responsible"]),
        ("通知各校。\u3000县供电公司负责迁改线路。", ["[\u3000县供电公司负责] 县供电公司/responsible"]),
        (
            "疏浚河道，各乡镇牵头征地。修好东桥，县交通局配合施工。",
            ["[各乡镇牵头] 各乡镇/lead", "[县交通局配合] 县交通局/supporting"],
        ),
        (
            "县水利局牵头疏浚河道，县财政局筹措资金。修好东桥，县交通局配合施工。",
            ["[县水利局牵头] 县水利局/lead", "[县交通局配合] 县交通局/supporting"],
        ),
        (
            "疏浚河道，县水利局牵头疏浚，各乡镇配合做好征地，县财政局配合筹资。",
            ["[县水利局牵头] 县水利局/lead 各乡镇/supporting1 县财政局/supporting2"],
        ),
        (
            "县水利局牵头疏浚河道，各乡镇配合抓好落实工作。",
            ["[县水利局牵头] 县水利局/lead 各乡镇/supporting1"],
        ),
        (
            "县水利局负责疏浚河道，县财政局负责保障资金。会议由县长主持。县审计局负责审计账目。",
            [
                "[县水利局负责] 县水利局/responsible",
                "[县财政局负责] 县财政局/responsible",
                "[县审计局负责] 县审计局/responsible",
            ],
        ),
        ("新布局6月底前完成，新格局7月底前完成。", []),
        (
            "县水利局负责疏浚，县财政局负责筹措资金，县审计局负责落实。",
            ["[县水利局负责] 县水利局/responsible", "[县财政局负责] 县财政局/responsible"],
        ),
        (
            "县水利局负责疏浚，县财政局负责筹措资金，县审计局负责抓落实。",
            [
                "[县水利局负责] 县水利局/responsible",
                "[县财政局负责] 县财政局/responsible",
                "[县审计局负责] 县审计局/responsible",
            ],
        ),
        ("疏浚河道。修好东桥，县交通局配合施工。", ["[县交通局配合] 县交通局/supporting"]),
        ("县公安局会同桥梁中心设置治超点。", []),
        (
            "县公安局会同县桥梁中心设置治超点。",
            ["[县公安局会同县桥梁中心] 县公安局/responsible 县桥梁中心/supporting"],
        ),
    ],
)
def test_duties_that_stand_first_are_read_with_what_follows(text, expected):
    assert of_leading(text) == expected


@pytest.mark.parametrize(
    ("text", "begin", "expected"),
    [
        ("1.县水利局：看好西河不出事。", 2, ["[县水利局：] 县水利局/responsible"]),
        ("1.县教育局。负责学校安全。", 2, ["[县教育局。] 县教育局/responsible"]),
        ("2.县水利局负责疏浚西河。", 2, ["[县水利局负责] 县水利局/responsible"]),
    ],
)
def test_a_number_in_front_makes_a_name_and_a_colon_a_duty(text, begin, expected):
    assert of_leading(text, begin) == expected


@pytest.mark.parametrize(
    ("heading", "begin", "expected"),
    [
        ("县教育局", 0, "县教育局/responsible"),
        ("县教育局：", 0, "县教育局/responsible"),
        ("（一）县发改委牵头任务（12项）", 3, "县发改委/lead"),
        ("由县教育局牵头", 0, "县教育局/lead"),
        ("县教育局配合的工作", 0, "县教育局/supporting"),
        ("县教育局（牵头单位）", 0, "县教育局/lead"),
        ("县教育局（配合）", 0, "县教育局/supporting"),
        ("县教育局、县财政局", 0, "县教育局/responsible 县财政局/responsible"),
        ("各乡镇", 0, "none"),
        ("加强管理", 0, "none"),
        (
            "县教育局县教育局县教育局县教育局县教育局县教育局县教育局县教育局县教育局县教育局县教育局县教育局县教育局县教育局县教育局县教育局",
            0,
            "none",
        ),
        ("县教育局工作", 0, "县教育局/responsible"),
        ("县教育局负责", 0, "县教育局/responsible"),
        ("县教育局负责落实的重点工作（共3项）", 0, "县教育局/responsible"),
        ("教育工作", 0, "none"),
        (
            "加强管理加强管理加强管理加强管理加强管理加强管理加强管理加强管理县教育局",
            32,
            "县教育局/responsible",
        ),
    ],
)
def test_a_heading_may_be_the_name_of_who_answers(heading, begin, expected):
    clause = heading_duty(heading, begin, len(heading))
    assert (of_clause(heading, begin, clause) if clause else "none") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "以上各项任务由县水利局牵头，县财政局配合。",
            "[由县水利局牵头，县财政局配合] 县水利局/lead 县财政局/supporting",
        ),
        ("（以上任务责任单位：县水利局）", "[责任单位：县水利局] 县水利局/responsible?"),
        ("以上任务由有关人员负责。", "none"),
        ("上述工作，由县水利局负责；", "[由县水利局负责] 县水利局/responsible"),
        (
            "本节责任单位：县水利局、县财政局。",
            "[责任单位：县水利局、县财政局] 县水利局/responsible? 县财政局/responsible?",
        ),
        ("以上由于天气。", "none"),
        ("县水利局负责。", "none"),
        ("以上各项任务县水利局牵头，修好东桥。", "none"),
    ],
)
def test_a_paragraph_may_say_who_answers_for_all_above_it(text, expected):
    duty = closing_duty(text)
    assert (
        f"[{text[duty[0] : duty[1]]}] {of_clause(text, duty[0], duty[2])}" if duty else "none"
    ) == expected


@pytest.mark.parametrize("word", ["以下简称", "以下统称", "下称", "简称", "含", "包括", "如", "不含", "即"])
def test_a_bracket_that_explains_is_no_clause(word):
    assert is_clause("甲办，责任单位：县交通局", after_sentence=True)
    assert not is_clause(f"{word}甲办，责任单位：县交通局", after_sentence=True)


def test_a_class_of_bodies_is_named_in_16_characters_at_most():
    assert is_unit_like("各" + "县" * 14 + "们")
    assert not is_unit_like("各" + "县" * 15 + "们")


def test_names_times_and_clauses_are_no_longer_than_one_is():
    assert is_unit_like("县" * 39 + "局")
    assert not is_unit_like("县" * 40 + "局")
    assert is_own_time("2024年6月底前" + "修" * 21)
    assert not is_own_time("2024年6月底前" + "修" * 22)
    assert of_clause("2024年6月底前" + "修" * 51).startswith("@")
    assert not of_clause("2024年6月底前" + "修" * 52).startswith("@")
    assert is_clause("责任单位：" + "县" * 1995, after_sentence=True)
    assert not is_clause("责任单位：" + "县" * 1996, after_sentence=True)


def test_a_label_with_a_blank_for_its_colon_makes_a_clause():
    assert is_clause("完成时限 6月底前", after_sentence=False)
    assert is_clause("责任单位 县水利局", after_sentence=False)
    assert not is_clause("责任单位 加强管理", after_sentence=False)
    assert is_clause("责任单位 长期", after_sentence=False)
    assert not is_clause("责任单位 无", after_sentence=False)


def test_numbers_of_a_list_leave_marks_in_their_place():
    assert without_numbers("1.县水利局 2.县财政局") == "  县水利局 、 县财政局"
    assert without_numbers("①县水利局牵头②县财政局") == " 县水利局牵头；县财政局"
    assert without_numbers("2.县水利局 3.县财政局") == "  县水利局 、 县财政局"
    assert without_numbers("县水利局 2.县财政局") == "县水利局 2.县财政局"
