"""Units across plans: the registry, the place whose plan it is, and the way from a printed name to the canonical one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyplan import Document, FormatError, Plan, ReadError, load_example, read_many, read_text, records
from policyplan.units import (
    Body,
    Department,
    Level,
    Place,
    PlaceEntry,
    Registry,
    canonicalize,
    default_registry,
    explain_merge,
    place_of,
    resolve,
)

SHIPPED = default_registry()


def canonical(name: str, place: str | None = None) -> str | None:
    found = resolve(name, place=place)
    return found.name if found else None


# Names


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("国家发展改革委", "国家发展和改革委员会"),
        ("工信部", "工业和信息化部"),
        ("人社部", "人力资源和社会保障部"),
        ("人力资源社会保障部", "人力资源和社会保障部"),
        ("市场监管总局", "国家市场监督管理总局"),
        ("国家林草局", "国家林业和草原局"),
        ("中央宣传部", "中共中央宣传部"),
        ("中央网信办", "中央网络安全和信息化委员会办公室"),
        ("全国妇联", "中华全国妇女联合会"),
        ("國家發展和改革委員會", "国家发展和改革委员会"),
        ("住房 城乡建设部", "住房和城乡建设部"),
    ],
)
def test_bodies_of_the_centre_have_their_names_everywhere(printed: str, full: str) -> None:
    assert canonical(printed) == full
    assert canonical(printed, "吉林省") == full


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("省发展改革委", "吉林省发展和改革委员会"),
        ("省发改委", "吉林省发展和改革委员会"),
        ("吉林省发展改革委", "吉林省发展和改革委员会"),
        ("省科技厅", "吉林省科学技术厅"),
        ("省住建厅", "吉林省住房和城乡建设厅"),
        ("省市场监管局", "吉林省市场监督管理局"),
        ("省政府", "吉林省人民政府"),
        ("省政府办公厅", "吉林省人民政府办公厅"),
        ("省外办", "吉林省人民政府外事办公室"),
        ("省国资委", "吉林省人民政府国有资产监督管理委员会"),
        ("省税务局", "国家税务总局吉林省税务局"),
        ("吉林银保监局", "中国银行保险监督管理委员会吉林监管局"),
        ("人民银行吉林省分行", "中国人民银行吉林省分行"),
        ("省委组织部", "中共吉林省委组织部"),
        ("省委统战部", "中共吉林省委统一战线工作部"),
        ("省纪委", "中共吉林省纪律检查委员会"),
        ("团省委", "共青团吉林省委"),
        ("省法院", "吉林省高级人民法院"),
        ("省检察院", "吉林省人民检察院"),
        ("省政协", "中国人民政治协商会议吉林省委员会"),
        ("省贸促会", "中国国际贸易促进委员会吉林省委员会"),
        ("长春市政府", "长春市人民政府"),
        ("长春海关", "中华人民共和国长春海关"),
    ],
)
def test_names_in_a_plan_of_a_province(printed: str, full: str) -> None:
    assert canonical(printed, "吉林省") == full


@pytest.mark.parametrize(
    ("printed", "place", "full"),
    [
        ("市发展改革委", "栖州市", "栖州市发展和改革委员会"),
        ("市卫健委", "栖州市", "栖州市卫生健康委员会"),
        ("市生态环境局东湖分局", "栖州市", "栖州市生态环境局东湖分局"),
        ("东湖区人民政府", "栖州市", "栖州市东湖区人民政府"),
        ("云岭县人民政府", "栖州市", "云岭县人民政府"),
        ("栖州海事局", "栖州市", "中华人民共和国栖州海事局"),
        ("省财政厅", "长春市", "吉林省财政厅"),
        ("县发改局", "云岭县", "云岭县发展和改革局"),
        ("县委宣传部", "云岭县", "中共云岭县委宣传部"),
        ("青石镇政府", "云岭县", "云岭县青石镇人民政府"),
        ("区教育局", "上海市长宁区", "上海市长宁区教育局"),
        ("市教委", "上海市长宁区", "上海市教育委员会"),
        ("市国资委", "上海市", "上海市国有资产监督管理委员会"),
        ("市公安局", "津市市", "津市市公安局"),
        ("自治区发展改革委", "广西", "广西壮族自治区发展和改革委员会"),
        ("州教育局", "延边朝鲜族自治州", "延边朝鲜族自治州教育局"),
    ],
)
def test_names_in_plans_of_every_level(printed: str, place: str, full: str) -> None:
    assert canonical(printed, place) == full


def test_the_same_short_name_means_the_body_of_whose_plan_it_is() -> None:
    assert canonical("发展改革委", "全国") is None
    assert (
        resolve("发展改革委", place=place_of(Document(issuers=["国务院办公厅"]))).name
        == "国家发展和改革委员会"
    )  # type: ignore[union-attr]
    assert canonical("发展改革委", "吉林省") == "吉林省发展和改革委员会"
    assert canonical("发展改革委") is None


@pytest.mark.parametrize(
    "name",
    [
        "市发改委",  # which city?
        "各有关市（州）政府",
        "市县政府",
        "市直各部门",
        "市文旅局",  # 文化和旅游局, 文化广电旅游局 …
        "市教育厅",  # a city has no 厅
        "市疗养院",
        "某某公司",
        "Department of Education",
        "",
        "省",
        "省" * 500,
    ],
)
def test_what_is_not_certain_has_no_canonical_name(name: str) -> None:
    assert resolve(name, place="吉林省") is None


def test_a_city_has_no_office_that_only_provinces_have() -> None:
    assert canonical("市教育厅", "栖州市") is None
    assert canonical("市文旅局", "栖州市") is None
    assert canonical("市委办公厅", "广州市") == "中共广州市委办公厅"


def test_departments_inside_a_body_belong_to_it() -> None:
    found = resolve("国知局保护司")
    assert found is not None
    assert (found.name, found.parent) == ("国家知识产权局保护司", "国家知识产权局")
    assert found.steps == ("国知局 → 国家知识产权局 (short name)", "保护司 is a part of 国家知识产权局")


def test_every_step_is_put_in_words() -> None:
    plan = Document(issuers=["长春市人民政府办公厅"])
    found = resolve("省发改委", place=place_of(plan))
    assert found is not None
    assert found.steps == (
        "省 → 吉林省 (长春市 lies in it; the plan's issuer)",
        "发改委 → 发展和改革委员会 (short name)",
    )
    assert found.parent == "吉林省人民政府"
    elided = resolve("财政厅", place="吉林省")
    assert elided is not None
    assert elided.steps == ("财政厅 → 吉林省财政厅 (no place is printed; the place given)",)
    printed = resolve("吉林省财政厅")
    assert printed is not None
    assert printed.steps == ()


# Successors


@pytest.mark.parametrize(
    ("printed", "successors", "year"),
    [
        ("省质监局", ("吉林省市场监督管理局",), 2018),
        ("省国土资源厅", ("吉林省自然资源厅",), 2018),
        ("省卫生计生委", ("吉林省卫生健康委员会",), 2018),
        ("省环保厅", ("吉林省生态环境厅",), 2018),
        ("省安监局", ("吉林省应急管理厅",), 2018),
        ("省扶贫办", ("吉林省乡村振兴局",), 2021),
        ("吉林银保监局", ("国家金融监督管理总局吉林监管局",), 2023),
        ("人民银行长春中心支行", ("中国人民银行吉林省分行",), 2023),
        ("省食药监局", ("吉林省市场监督管理局", "吉林省药品监督管理局"), 2018),
        ("国务院扶贫办", ("国家乡村振兴局",), 2021),
        ("省财政厅", (), None),
    ],
)
def test_a_body_that_is_gone_keeps_its_name_and_tells_who_took_over(
    printed: str, successors: tuple[str, ...], year: int | None
) -> None:
    found = resolve(printed, place="吉林省")
    assert found is not None
    assert (found.successors, found.year) == (successors, year)


def test_the_current_body_is_found_through_all_its_predecessors() -> None:
    found = resolve("卫生部", current=True)
    assert found is not None
    assert found.name == "国家卫生健康委员会"
    assert found.steps[-1] == "国家卫生和计划生育委员会 → 国家卫生健康委员会 (since 2018)"
    city = resolve("市安监局", place="栖州市", current=True)
    assert city is not None
    assert city.name == "栖州市应急管理局"


def test_a_body_whose_work_was_divided_has_no_one_successor() -> None:
    found = resolve("省食药监局", place="吉林省", current=True)
    assert found is not None
    assert found.name == "吉林省食品药品监督管理局"


def test_successors_that_follow_one_another_in_a_circle_end() -> None:
    registry = Registry.loads("""
        [bodies]
        "甲办" = { successors = ["乙办"], year = 2001 }
        "乙办" = { successors = ["甲办"], year = 2002 }
    """)
    found = resolve("甲办", registry=registry, current=True)
    assert found is not None
    assert found.steps == ("甲办 → 乙办 (since 2001)",)


# The place of a plan


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("吉林省人民政府办公厅", "吉林省"),
        ("栖州市人民政府办公室", "栖州市"),
        ("上海市长宁区人民政府", "上海市长宁区"),
        ("云岭县人民政府", "云岭县"),
        ("中共吉林省委办公厅", "吉林省"),
        ("怀津市医疗保障局", "怀津市"),
        ("栖州市数据资源中心", "栖州市"),
        ("津市市人民政府", "津市市"),
        ("国家税务总局吉林省税务局", "吉林省"),
        ("国务院办公厅", "全国"),
        ("教育部办公厅", "全国"),
    ],
)
def test_the_issuer_gives_the_place(issuer: str, place: str) -> None:
    found = place_of(Document(issuers=[issuer]))
    assert found is not None
    assert found.full == place
    assert found.basis == "the plan's issuer"


def test_a_body_of_the_centre_beside_a_province_leaves_the_place_to_the_province() -> None:
    found = place_of(Document(issuers=["国家知识产权局办公室", "吉林省人民政府办公厅"]))
    assert found is not None
    assert found.name == "吉林省"


def test_two_places_that_issue_together_leave_it_open() -> None:
    assert place_of(Document(issuers=["重庆市人民政府", "四川省人民政府"])) is None


def titled(title: str, *units: str) -> Plan:
    return Plan(title=title, sections=read_text(f"1.修桥。（责任单位：{'、'.join(units)}）").plan.sections)


@pytest.mark.parametrize(
    ("title", "unit", "place"),
    [
        ("数字广东建设2025年工作要点", "省财政厅", "广东省"),
        ("栖州市2025年工作要点", "市财政局", "栖州市"),
        ("关于印发《云岭县造林方案》的通知", "县财政局", "云岭县"),
        ("吉林省长春市2024年要点", "市财政局", "长春市"),
        ("磐石岭县和美乡村建设方案", "县财政局", "磐石岭县"),
        ("平安广东建设要点", "市财政局", None),
        ("对口支援新疆工作要点", "自治区财政厅", None),
        ("书香海南藏族自治州", "省财政厅", None),
        ("农贸市场整治方案", "市财政局", None),
        ("智慧城市建设方案", "市财政局", None),
        ("示范县创建方案", "县财政局", None),
        ("老旧小区改造方案", "区财政局", None),
        ("一县一业方案", "县财政局", None),
        ("全市工作要点", "市财政局", None),
        ("工作要点", "市财政局", None),
    ],
)
def test_a_title_gives_the_place_where_the_units_are_of_its_level(
    title: str, unit: str, place: str | None
) -> None:
    found = place_of(titled(title, unit))
    assert (found.name if found else None) == place


# Plans


PLAN = """吉林省2023年工作要点
一、总则
1.修建东桥。（牵头单位：省发改委。责任单位：省财政厅、各市（州）政府）
2.修建西桥。（牵头单位：省发展改革委。责任单位：省观鸟局）
"""


def test_one_unit_under_two_names_is_one_and_the_merge_is_explained() -> None:
    units = {duties.name: duties for duties in read_text(PLAN).plan.units()}
    assert list(units) == ["省发改委", "省财政厅", "各市（州）政府", "省观鸟局"]
    assert len(units["省发改委"].measures()) == 2
    assert explain_merge(units["省发改委"]) == (
        "省发改委 = 吉林省发展和改革委员会: 省 → 吉林省 (the plan's title); 发改委 → 发展和改革委员会 (short name)",
        "省发展改革委 = 吉林省发展和改革委员会: 省 → 吉林省 (the plan's title); 发展改革委 → 发展和改革委员会 (short name)",
    )
    assert explain_merge(units["省观鸟局"]) == (
        "省观鸟局: the registry knows no other name; taken as printed",
    )


def test_records_give_the_printed_and_the_canonical_name() -> None:
    rows = records(read_text(PLAN).plan)
    assert [(row["unit"], row["unit_canonical"]) for row in rows] == [
        ("省发改委", "吉林省发展和改革委员会"),
        ("省财政厅", "吉林省财政厅"),
        ("各市（州）政府", None),
        ("省发展改革委", "吉林省发展和改革委员会"),
        ("省观鸟局", None),
    ]


def test_a_plan_in_traditional_characters_keeps_them_beside_the_canonical_name() -> None:
    text = "海澄區重點任務\n1.完成普查。（責任單位：區財政局、區發展和改革局；完成時限：2024年6月底前）"
    units = [duties.unit for duties in read_text(text).plan.units()]
    assert [(unit.name, unit.canonical) for unit in units] == [
        ("區財政局", "海澄区财政局"),
        ("區發展和改革局", "海澄区发展和改革局"),
    ]


def test_a_plan_can_be_read_again_with_a_registry_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[bodies]\n"吉林省候鸟观测局" = { aliases = ["吉林省观鸟局"] }\n', encoding="utf-8")
    registry = default_registry().extended(path)
    plan = canonicalize(read_text(PLAN).plan, registry)
    (unit,) = (duties for duties in plan.units() if duties.name == "省观鸟局")
    assert unit.unit.canonical == "吉林省候鸟观测局"
    assert explain_merge(unit, registry=registry) == (
        "省观鸟局 = 吉林省候鸟观测局: 省 → 吉林省 (the plan's title); 吉林省观鸟局 → 吉林省候鸟观测局 (short name)",
    )
    assert explain_merge(unit) == ("省观鸟局 = 吉林省候鸟观测局: given with the plan, not by this registry",)


def test_the_place_may_be_given() -> None:
    plan = read_text("1.修桥。（责任单位：市发改委）").plan
    assert plan.units()[0].unit.canonical is None
    assert canonicalize(plan, place="莆田市").units()[0].unit.canonical == "莆田市发展和改革委员会"


def test_canonical_names_change_nothing_else() -> None:
    plan = load_example("jilin_2022")
    stripped = canonicalize(plan, Registry())
    assert {duties.unit.canonical for duties in stripped.units()} == {None}
    assert canonicalize(stripped) == plan


# The registry as a file


def test_a_users_entry_takes_the_place_of_the_shipped_one() -> None:
    ours = Registry.loads("""
        [bodies]
        "吉林省政务服务局" = { aliases = ["吉林省数字化局"] }
        [departments]
        "海洋和渔业" = { aliases = ["海渔"], endings = ["局"] }
        "文化广电和旅游局" = { aliases = ["文旅局"] }
        [places]
        "岚川省" = { contains = ["栖州市"] }
        "栖州市" = { contains = ["东湖区"] }
    """)
    registry = default_registry().extended(ours)
    assert resolve("省数字化局", place="吉林省", registry=registry).name == "吉林省政务服务局"  # type: ignore[union-attr]
    assert resolve("市海渔局", place="栖州市", registry=registry).name == "栖州市海洋和渔业局"  # type: ignore[union-attr]
    assert resolve("市文旅局", place="栖州市", registry=registry).name == "栖州市文化广电和旅游局"  # type: ignore[union-attr]
    assert resolve("省财政厅", place="东湖区", registry=registry).name == "岚川省财政厅"  # type: ignore[union-attr]
    assert resolve("财政部", registry=registry).parent == "国务院"  # type: ignore[union-attr]


def test_a_district_that_two_cities_have_is_known_by_its_full_name_only() -> None:
    registry = Registry.loads("""
        [places]
        "甲州市" = { contains = ["东湖区"] }
        "乙州市" = { contains = ["东湖区"] }
    """)
    assert registry.place("东湖区") == Place("东湖区")
    assert registry.place("乙州市东湖区") == Place("东湖区", Place("乙州市"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[bodies]\n财政部", r"own.toml: not TOML: .* line 2, column 1"),
        ("[organs]", "own.toml: found organs; expected .bodies., .departments. or .places."),
        ("bodies = 3", "own.toml: bodies: found a number; expected a table"),
        ('[bodies]\n"财政部" = "x"', 'own.toml: bodies."财政部": found text; expected a table'),
        (
            '[bodies]\n"财政部" = { alias = ["x"] }',
            'bodies."财政部".alias: unknown key; expected one of aliases,',
        ),
        ('[bodies]\n"财政部" = { aliases = "财" }', "aliases: found '财'; expected a list of names"),
        ('[bodies]\n"财政部" = { aliases = [""] }', "aliases: found ''; expected a name of 1 to 80"),
        ('[bodies]\n"财政部" = { parent = 5 }', "parent: found a number; expected a name"),
        ('[bodies]\n"财政部" = { successors = ["甲办"] }', "successors without a year"),
        ('[bodies]\n"财政部" = { year = "2018" }', "year: found '2018'; expected a year such as 2018"),
        (
            '[departments]\n"局" = { levels = ["district"] }',
            "levels: found 'district'; expected levels among province",
        ),
        ('[departments]\n"{plaec}局" = {}', "found {plaec} in '{plaec}局'; expected {place} or {short}"),
        (
            '[bodies]\n"甲办" = { aliases = ["丙"] }\n"乙办" = { aliases = ["丙"] }',
            'bodies."乙办": 丙 is also a name of 甲办; expected each name to mean one body',
        ),
        ('[departments]\n"甲办" = { aliases = ["丙"] }\n"乙办" = { aliases = ["丙"] }', "丙 means both"),
        ("x = " + "[" * 100_000, "nests too deep|not TOML"),
    ],
)
def test_a_mistake_in_a_registry_is_named_by_its_key(text: str, said: str) -> None:
    with pytest.raises(FormatError, match=said.replace("{", r"\{")):
        Registry.loads(text, name="own.toml")


def test_a_registry_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.toml: cannot be read"):
        Registry.load(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(FormatError, match=r"bad.toml: byte 0 is no UTF-8"):
        Registry.load(tmp_path / "bad.toml")


# Properties

NAMES = st.text("甲乙丙丁省市县区财政局办委厅{}\"'\\é", min_size=1, max_size=6).filter(
    lambda s: not set(s) & set("{}")
)
LISTS = st.lists(NAMES, max_size=3).map(tuple)
BODIES = st.builds(
    Body, aliases=LISTS, at_centre=LISTS, parent=NAMES, successors=LISTS, year=st.integers(1900, 2200)
)
DEPARTMENTS = st.builds(
    Department,
    aliases=LISTS,
    endings=LISTS,
    levels=st.lists(st.sampled_from([Level.PROVINCE, Level.CITY, Level.TOWN]), max_size=2).map(tuple),
    parent=st.sampled_from(["", "{place}人民政府", "国务院"]),
)
PLACES = st.builds(PlaceEntry, aliases=LISTS, parent=NAMES, contains=LISTS)


def entries(registry: Registry) -> tuple[dict[str, object], ...]:
    return dict(registry.bodies), dict(registry.departments), dict(registry.places)


@given(
    st.dictionaries(NAMES, BODIES, max_size=3),
    st.dictionaries(NAMES, DEPARTMENTS, max_size=3),
    st.dictionaries(NAMES, PLACES, max_size=3),
)
def test_a_registry_written_and_read_is_the_same(
    bodies: dict[str, Body], departments: dict[str, Department], places: dict[str, PlaceEntry]
) -> None:
    registry = Registry(bodies, departments, places)
    if any(registry.conflicts()):
        return
    assert entries(Registry.loads(registry.dumps())) == entries(registry)


def test_the_shipped_registry_written_and_read_is_the_same() -> None:
    assert entries(Registry.loads(SHIPPED.dumps())) == entries(SHIPPED)


def test_no_name_in_the_shipped_registry_means_two_bodies() -> None:
    assert list(SHIPPED.conflicts()) == []


def test_the_shipped_registry_has_every_province_and_prefecture() -> None:
    levels = [place.level for place in set(SHIPPED.known_places.values())]
    assert (levels.count(Level.PROVINCE), levels.count(Level.CITY)) == (34, 333)


@pytest.mark.parametrize("name", SHIPPED.names)
def test_every_name_of_a_body_resolves_to_that_body_whatever_the_place(name: str) -> None:
    for place in (None, "吉林省", "栖州市", "云岭县"):
        assert canonical(name, place) == SHIPPED.names[name][0]


def test_parents_and_successors_of_bodies_are_in_the_registry() -> None:
    for name, body in SHIPPED.bodies.items():
        for other in filter(None, (body.parent, *body.successors)):
            assert canonical(other) == other, (name, other)


FORMS = sorted({(prefix, suffix) for prefix, tails in SHIPPED.forms.items() for suffix in tails})


@given(
    st.sampled_from(FORMS),
    st.sampled_from(["吉林省", "广西壮族自治区", "上海市", "长春市", "栖州市", "云岭县", "栖州市东湖区"]),
)
def test_a_canonical_name_is_its_own(form: tuple[str, str], place: str) -> None:
    prefix, suffix = form
    found = resolve(prefix + place + suffix)
    if found is None:  # a department that a place of this level does not have
        return
    for where in (None, "吉林省", "栖州市"):
        again = resolve(found.name, place=where)
        assert again is not None
        assert (again.name, again.parent) == (found.name, found.parent)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_registry_of_ones_own_is_used_while_reading(tmp_path: Path, jobs: int) -> None:
    ours = SHIPPED.extended(Registry.loads('[bodies]\n"吉林省候鸟观测局" = { aliases = ["吉林省观鸟局"] }'))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(
            "吉林省2023年工作要点\n1.观鸟。（责任单位：省观鸟局）\n", encoding="utf-8"
        )
    for reading in read_many(tmp_path, jobs=jobs, registry=ours):
        assert [each.unit.canonical for each in reading.plan.units()] == ["吉林省候鸟观测局"]
    assert (
        read_text("吉林省2023年工作要点\n1.观鸟。（责任单位：省观鸟局）").plan.units()[0].unit.canonical
        is None
    )


@given(
    st.text("省市县区吉林长春栖州财政发展改革委员会厅局办公室司国家知识产权中心、（）", max_size=45),
    st.sampled_from([None, "吉林省", "栖州市"]),
)
def test_resolving_any_text_ends_and_is_idempotent(name: str, place: str | None) -> None:
    found = resolve(name, place=place)
    if found is not None:
        again = resolve(found.name, place=place)
        assert again is not None
        assert again.name == found.name
