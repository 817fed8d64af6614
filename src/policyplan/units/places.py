"""Places: the province, city, county or town whose bodies a name without its place belongs to."""

from __future__ import annotations

import re
from enum import StrEnum

from attrs import evolve, field, frozen


class Level(StrEnum):
    """How far a place reaches; prefecture-level and county-level cities are both `city`."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"


MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")

_LEVEL_ENDS = (
    (Level.PROVINCE, ("省", "自治区", "特别行政区")),
    (Level.COUNTY, ("自治县", "县", "区", "旗", "林区", "特区")),
    (Level.CITY, ("市", "州", "盟", "地区")),
    (Level.TOWN, ("镇", "乡", "街道")),
)
#: The words that stand for "our own" province, city …, and the ends of the places that they can mean.
LEVEL_WORDS = {
    "省": ("省",),
    "自治区": ("自治区",),
    "市": ("市",),
    "州": ("州",),
    "自治州": ("自治州",),
    "地区": ("地区",),
    "盟": ("盟",),
    "县": ("县",),
    "自治县": ("自治县",),
    "区": ("区",),
    "旗": ("旗",),
    "镇": ("镇",),
    "乡": ("乡",),
    "街道": ("街道",),
}


@frozen
class Place:
    """A place with a government of its own (行政区划), and the place it lies in, None where that is not known.

    `basis` says where a plan's own place was read: ``the plan's issuer``, ``the plan's title``.

    >>> Place("长宁区", Place("上海市")).full, Place("农安县", Place("长春市")).full
    ('上海市长宁区', '农安县')
    """

    name: str
    parent: Place | None = None
    basis: str = field(default="", eq=False)

    @property
    def level(self) -> Level:
        """How far the place reaches, by the end of its name."""
        if self.name == "全国":
            return Level.NATION
        if self.name in MUNICIPALITIES:
            return Level.PROVINCE
        for level, ends in (_LEVEL_ENDS[0], (Level.CITY, ("地区",)), *_LEVEL_ENDS[1:]):
            if self.name.endswith(ends):
                return level
        return Level.COUNTY

    @property
    def full(self) -> str:
        """The name as bodies print it: a district (区) bears its city's name, a town that of its county."""
        if self.parent is None:
            return self.name
        if self.level is Level.TOWN:
            return (
                self.parent.full + self.name if self.parent.level in (Level.COUNTY, Level.CITY) else self.name
            )
        if self.level is Level.COUNTY and self.name.endswith("区"):
            city = next((p for p in self.parent.lineage if p.name.endswith(("市", "州", "盟"))), None)
            return (city.name if city else "") + self.name
        return self.name

    @property
    def stem(self) -> str:
        """The name without its level: 吉林 of 吉林省."""
        return re.sub("(?:特别行政区|自治区|自治州|自治县|地区|街道|[省市州盟县区旗镇乡])$", "", self.name)

    @property
    def lineage(self) -> tuple[Place, ...]:
        """The place, the place it lies in, and so on."""
        return (self, *(self.parent.lineage if self.parent is not None else ()))

    def own(self, word: str) -> Place | None:
        """The place that `word` means in a plan of this one: 省 in a plan of 长春市 is 吉林省; None where unknown."""
        ends = LEVEL_WORDS.get(word, ())
        for place in self.lineage if ends else ():
            if place.name.endswith(ends) and (word != "区" or place.level is Level.COUNTY):
                return place
        return None

    def __str__(self) -> str:
        return self.name


NATION = Place("全国")

#: Words that no place's name holds: classes of places, kinds of areas, pieces of sentences and of bodies' names.
_NO_PLACE = re.compile(
    "[各该我与或等、·（）“”《》0-9A-Za-z]|^全[省市县区国]|^本[省市县区州]|^全州$|^[一二两三几数十百千][省市县区镇乡]|有关|相关|沿[线海江黄边]|^所[在属辖]|[局厅委]和"
    "|城市|社区|园区|景区|校区|小区|片区|库区|灾区|矿区|牧区|城区|郊区|山区|辖区|战区|厂区|街区|商区"
    "|开发区|高新区|经开区|保税区|自贸区|示范区|功能区|保护区|试验区|实验区|先行区|管理区|合作区|产业区|经济区|改革区|创新区"
    "|示范县|试点|强[省市县区镇]|特色|市场|县域|乡村|小镇|省会|市民|部门|单位|政府|委员|办公|管理|银行|公司|集团|大学|学院|医院"
    "|区域|区块|市[级政容]|[县区]级|乡镇|镇街|州际"
    "|国家|中央|中国|中共|国务|机关|海关"
)
_SHORTEST = re.compile("[^省市县区州盟旗镇乡]县")  # 泸县; 苏州 is the stem of 苏州市
_INNER_ENDS = "自治县|自治州|自治旗|特区|林区|新区|地区|街道|[市县区旗州盟镇乡]"
_SINGLE = re.compile(f"[\u4e00-\u9fff]{{1,11}}?(?:特别行政区|自治区|省|{_INNER_ENDS})")
_NESTED = re.compile(
    f"([\u4e00-\u9fff]{{2,8}}?(?:自治区|省|市|自治州|州|盟|地区|县))([\u4e00-\u9fff]{{1,9}}(?:{_INNER_ENDS}))"
)
_LEVELS_INSIDE = re.compile("[省市县]")


def looks_like_place(text: str) -> bool:
    """Whether `text` has the form of one place's name.

    >>> looks_like_place("栖州市"), looks_like_place("智慧城市"), looks_like_place("各市")
    (True, False, False)
    """
    if not 2 <= len(text) <= 12 or (len(text) == 2 and not _SHORTEST.match(text)):
        return False
    if _SINGLE.fullmatch(text) is None or _NO_PLACE.search(text):
        return False
    return _LEVELS_INSIDE.search(text[:-1]) is None or len(text) <= 3


def no_place(text: str) -> bool:
    """Whether `text` holds a word that no place's name holds."""
    return _NO_PLACE.search(text) is not None


def outer_and_inner(text: str) -> tuple[str, str] | None:
    """The two places of 栖州市东湖区, of which the second lies in the first; None where there are not two."""
    match = _NESTED.fullmatch(text)
    return (match[1], match[2]) if match else None


def inside(place: Place, outer: Place | None) -> Place:
    """`place` as it lies in `outer`, where nothing is known yet of where it lies and `outer` is the larger one."""
    order = list(Level)
    if outer is None or place.parent is not None or order.index(outer.level) >= order.index(place.level):
        return place
    return place if outer.level is Level.NATION else evolve(place, parent=outer)
