"""Area codes: GB/T 2260 for provinces, prefectures and counties; nine digits for townships (GB/T 10114).

County codes come from `stdnum`'s table, which keeps abolished codes too: a record may name the area of its
day. The names of Tongxin's townships are published; the last three digits of their codes are not verified
against an official list, so they count as county-supplied configuration.
"""

from functools import cache

from stdnum import numdb

COUNTY = "640324"
"""Tongxin county, Wuzhong, Ningxia."""

TOWNSHIPS: dict[str, str] = {
    "640324100": "豫海镇",
    "640324101": "河西镇",
    "640324102": "韦州镇",
    "640324103": "下马关镇",
    "640324104": "预旺镇",
    "640324105": "王团镇",
    "640324106": "丁塘镇",
    "640324200": "田老庄乡",
    "640324201": "马高庄乡",
    "640324202": "张家塬乡",
    "640324203": "兴隆乡",
    "640324400": "石狮管委会",
}


@cache
def name_of(code: str) -> str | None:
    """The name of an area, or None where the code is unknown."""
    if code in TOWNSHIPS:
        return TOWNSHIPS[code]
    if len(code) != 6 or not code.isdigit():
        return None
    parts = numdb.get("cn/loc").info(code)
    province = str(parts[0][1].get("province", "")) or None
    if code[2:] == "0000" or province is None:
        return province
    county = parts[1][1].get("county") if len(parts) > 1 else None
    if county is None:
        return None
    return str(county).rpartition("]")[2] or None


def is_known(code: str) -> bool:
    """Whether `code` names a province, county or township."""
    return name_of(code) is not None


def is_county(code: str) -> bool:
    """Whether `code` is that of a county, a district or a city of their level."""
    return is_known(code) and len(code) == 6 and not code.endswith("00")


def is_township(code: str) -> bool:
    """Whether `code` is that of a township or of what ranks with one."""
    return is_known(code) and len(code) == 9


def beginning_of(area: str) -> str:
    """How the codes of an area and of its parts begin: a province by two digits, a prefecture by four."""
    if len(area) != 6:
        return area
    return area.removesuffix("00").removesuffix("00")
