"""How surnames are read: where a character has another reading as a surname than elsewhere.

Readings without tones, syllables apart, as dictionaries of surnames give them. Where a surname is read in two
ways, both count.
"""

READ_AS: dict[str, tuple[str, ...]] = {
    "万俟": ("mo qi",), "尉迟": ("yu chi",), "澹台": ("tan tai",), "单": ("shan",), "曾": ("zeng",),
    "解": ("xie",), "仇": ("qiu",), "查": ("zha",), "朴": ("piao",), "盖": ("ge", "gai"),
    "区": ("ou",), "缪": ("miao",), "洗": ("xian",), "召": ("shao",), "折": ("she",),
    "种": ("chong",), "重": ("chong",), "黑": ("he", "hei"), "乐": ("yue", "le"), "员": ("yun",),
    "贠": ("yun",), "隗": ("wei", "kui"), "翟": ("zhai", "di"), "尉": ("wei", "yu"), "祭": ("zhai",),
    "繁": ("po",), "秘": ("bi",), "能": ("nai",), "覃": ("qin", "tan"), "谌": ("chen", "shen"),
    "卜": ("bu",), "郇": ("xun", "huan"), "么": ("yao",), "牟": ("mou", "mu"), "都": ("du",),
    "薄": ("bo",),
}  # fmt: skip
"""Surname → its readings. Every other is read as its characters are."""

OF_TWO = frozenset(
    {
        "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "宇文", "长孙",
        "司徒", "司空", "夏侯", "万俟", "澹台", "端木", "独孤", "南宫", "西门", "轩辕", "东郭", "百里",
        "呼延", "闻人", "赫连", "申屠", "太史", "拓跋", "完颜",
    }
)  # fmt: skip
"""Surnames of two characters."""
