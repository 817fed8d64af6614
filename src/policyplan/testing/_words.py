"""The words that written plans are made of, as tables. No logic: a new word is one row here.

All places are invented.
"""

from __future__ import annotations

from policyplan.model import Role

PLACES = {
    "省": ("云岭省", "青川省"),
    "市": ("云中市", "雁北市", "栖州市"),
    "县": ("安禾县", "朔岭县"),
    "区": ("禾川区", "南浦区"),
}
#: The departments of each level of government, without the level.
DEPARTMENTS = {
    "省": (
        "水利厅", "教育厅", "财政厅", "科技厅", "公安厅", "民政厅", "人力资源社会保障厅", "自然资源厅", "生态环境厅",
        "住房城乡建设厅", "交通运输厅", "农业农村厅", "商务厅", "文化和旅游厅", "退役军人厅", "应急厅", "审计厅",
        "发展改革委", "卫生健康委", "国资委", "市场监管局", "体育局", "统计局", "医保局", "林草局", "药监局",
        "粮食和储备局", "税务局", "气象局", "政务和数据局", "能源局", "通信管理局",
    ),
    "市": (
        "水务局", "教育局", "财政局", "科技局", "公安局", "民政局", "人力资源和社会保障局", "自然资源和规划局",
        "生态环境局", "住房和城乡建设局", "交通运输局", "农业农村局", "商务局", "文化和旅游局", "退役军人事务局",
        "应急管理局", "审计局", "发展和改革委员会", "卫生健康委员会", "市场监管局", "行政审批服务局", "园林绿化局",
        "城市管理局", "投资促进局", "医疗保障局", "税务局", "气象局", "数据局", "乡村振兴局",
    ),
    "县": (
        "水利局", "教育局", "财政局", "公安局", "民政局", "人社局", "自然资源局", "住建局", "交通运输局", "农业农村局",
        "文旅局", "应急管理局", "发展和改革局", "卫健局", "市场监管局", "林业和草原局", "乡村振兴局", "行政审批局",
    ),
    "区": (
        "教育局", "财政局", "科学技术局", "民政局", "人力资源和社会保障局", "住房和城乡建设局", "城管局", "商务局",
        "文化和旅游局", "应急局", "发展改革委", "卫生健康委", "市场监管局", "园林局", "司法局", "统计局",
    ),
}  # fmt: skip
#: Bodies that are always named in full, behind their level: of the Party, of the people, institutes, companies.
OTHERS = {
    "省": (
        "委宣传部", "委组织部", "委网信办", "委编办", "总工会", "妇联", "科协", "残联", "农科院", "社科院",
        "水务投资集团有限公司", "疾控中心", "法院",
    ),
    "市": (
        "委宣传部", "委组织部", "委政法委", "委编办", "总工会", "妇女联合会", "科学技术协会", "图书馆", "疾控中心",
        "第一人民医院", "城市建设投资集团", "消防救援支队", "中级人民法院", "工商联", "“两新”组织党工委",
    ),
    "县": (
        "委宣传部", "委组织部", "委办公室", "总工会", "妇联", "残疾人联合会", "人民法院", "融媒体中心",
        "森林消防大队", "职教中心",
    ),
    "区": (
        "委宣传部", "委社会工作部", "总工会", "妇联", "残联", "图书馆", "人民检察院", "房屋管理服务中心",
        "工商业联合会",
    ),
}  # fmt: skip
#: Bodies that stand for themselves; {place} is the plan's place without its level.
APART = (
    "国网{place}供电公司", "{place}大学", "{place}职业技术学院", "中国移动{place}分公司", "{place}海关", "团{level}委",
    "人民银行{place}分行", "{place}高新区管委会", "{place}水务集团有限公司",
)  # fmt: skip
#: Classes of bodies.
GROUPS = (
    "各县（市、区）人民政府", "各市（州）政府", "各县（区）政府", "各有关部门", "各镇人民政府",
    "各乡镇人民政府（街道办事处）", "各街道办事处", "有关企业", "各金融机构", "各开发区管委会", "各地级以上市人民政府",
    "各市、县人民政府", "各区、县级市人民政府", "各项目牵头单位", "沿线各县（市、区）政府",
)  # fmt: skip
#: Agencies of the State, and departments inside each.
AGENCIES = {
    "国家知识产权局": ("办公室", "保护司", "运用促进司", "战略规划司", "公共服务司"),
    "国家文物局": ("革命文物司", "科技教育司", "考古司"),
    "国家能源局": ("电力司", "新能源司", "综合司"),
}
#: Second names that some departments have.
ALIASES = {
    "省市场监管局": "省知识产权局",
    "省文化和旅游厅": "省文物局",
    "市政务服务局": "市大数据局",
    "省财政厅": "省金融办",
}
#: How units with a role are followed by words that say so.
ROLE_TAILS = {
    Role.LEAD: ("牵头", "牵头负责", "牵头", "主办", "共同牵头"),
    Role.RESPONSIBLE: ("负责", "按职责分工负责", "分别负责", "落实", "按照职责分工负责", "承办"),
    Role.SUPPORTING: ("配合", "配合", "协办", "参与", "协助", "配合落实"),
    Role.OVERSEEING: ("指导", "督导", "督办"),
}
#: What a list ends in that is not all there.
OPEN_ENDS = ("等", "等单位", "等有关部门", "等部门")

TOPICS = (
    "水利",
    "全民阅读",
    "托育服务",
    "营商环境",
    "森林防火",
    "养老服务",
    "数字政务",
    "文物保护",
    "知识产权",
)
TITLES = ("工作要点", "重点任务", "工作方案", "行动方案", "实施方案", "任务清单")
SECTION_HEADINGS = (
    "完善工作机制", "提升服务质量", "加强设施建设", "强化监督管理", "夯实基础保障", "深化开放合作", "培育市场主体",
    "推动成果转化", "优化空间布局", "严格安全责任",
)  # fmt: skip
TASK_HEADINGS = (
    "推进节水改造", "建设城市书房", "盘活社区闲置空间", "修订应急预案", "优化审批流程", "开展专项整治", "完善标准体系",
    "建立联络机制", "培育骨干企业", "加强人才培养", "升级公共服务平台", "推广绿色建造", "做好普法宣传",
    "打造“一刻钟”便民生活圈", "实施“百千万”工程", "规范市场秩序", "扩大普惠供给", "健全考核办法", "推动数据共享",
    "整治河道乱占",
)  # fmt: skip
SENTENCES = (
    "编制并公布年度实施细则。", "新建供水管网120公里，改造老旧泵站3-5座。", "选址三处，设置床位150个。",
    "每个街道至少建成1个示范点，覆盖率达到85%以上。", "对困难家庭给予补助，标准不低于上年。",
    "落实《云岭省水利发展规划（2021—2035年）》，统筹推进上下游协同治理。", "支持企业、高校、科研院所联合攻关。",
    "毕业生离校2年内可申请一次性补贴。", "探索“互联网+”监管（以下简称“智慧监管”），实现一网通办。",
    "推动11项高频事项跨省通办；对20个重点项目实行台账管理。", "完善供应链、产业链，打通“最后一公里”。",
    "配备灭火机、高压细水雾（便携式）等装备。", "严格执行GB/T 9704-2012等标准，鼓励先行先试！",
    "摸清底数，建立健全清单、动态更新的机制。", "改造提升农贸市场（含早市）5个，新增停车泊位1200个。",
)  # fmt: skip
#: A step with its time in the text itself; {time} is such as 2024年10月底前.
STEPS = ("{time}编制并公布实施细则。", "{time}建成运行，初步形成示范效应。", "{time}完成首批试点。")
PREAMBLES = (
    "为贯彻落实党中央、国务院决策部署，推动各项任务落地见效，制定本方案。",
    "根据上级有关要求，结合实际，制定本方案。",
    "为进一步提升群众获得感，切实抓好全年工作，现就有关事项提出如下安排。",
)
#: Deadlines that are no day: words, kind, and words in English.
UNDATED = (
    ("持续推进", "ongoing", "Ongoing"),
    ("长期坚持", "ongoing", "Ongoing"),
    ("持续实施", "ongoing", "Continuous"),
    ("每年3月底前", "recurring", "Annually"),
    ("每季度末", "recurring", "Quarterly"),
    ("每半年", "recurring", "Every two years"),
    ("适时", "conditional", "As needed"),
)

ENGLISH_UNITS = (
    "Public Works Department", "School District 12", "Parks and Trails Office", "Board of Commissioners",
    "County Attorney", "Ashcombe Power Cooperative", "Traffic Engineering Division",
    "Commission on Disability and Aging",
    "Office of Public Health", "Sheriff's Office", "Office of Budget and Planning",
    "Department of Parks, Recreation and Tourism",
    "Library Board", "CDO Council", "Human Resources Division", "Ashcombe Community College",
    "Fire Protection District",
    "Office of the Clerk", "Housing Authority", "Water Quality Bureau", "Emergency Management Agency",
    "Transit Authority",
    "Department of Agriculture", "Ministry of Education", "Finance Committee", "Museum Association",
)  # fmt: skip
ENGLISH_TASKS = (
    "Build raised crossings at eleven schools", "Publish a crash dashboard", "Audit every signalized junction",
    "Relight the Mill Road corridor", "Teach cycling in elementary schools", "Draft a records policy",
    "Open two new library branches", "Replace lead service lines", "Train new inspectors", "Map the drainage network",
)  # fmt: skip
ENGLISH_SENTENCES = (
    "The dashboard shows injuries by street and hour.", "Loan bicycles are provided to families who need them.",
    "Results are posted on the county website.", "Crews work at night to keep lanes open.",
    "The budget for 2024 holds the first instalment.",
)  # fmt: skip
ENGLISH_GOALS = (
    "Safer streets",
    "Safer people",
    "Better data",
    "Clean water",
    "Open government",
    "Skilled staff",
)
