"""Problems in Chinese, for who asks in it. Refusals bring their own Chinese; these are all the others."""

from dataclasses import replace
from typing import Any

from .problems import Problem

_TOLD: dict[str, tuple[str, str]] = {
    "bad-header": ("请求无法理解", "请求头有误"),
    "bad-parameter": ("参数有误或不存在", "参数有误或不存在"),
    "body-too-large": ("请求体过大", "请求体超过允许的大小"),
    "disconnected": ("请求无法理解", "客户端已断开"),
    "erased": ("记录已删除个人信息", "该记录的个人信息已被删除，不再写入此类文字"),
    "idempotency-key-reused": ("该幂等键已被使用", "该 Idempotency-Key 已用于另一请求；新的请求需要新的键"),
    "internal-error": ("内部错误", "服务出错；日志中可按关联号查到"),
    "invalid-body": ("请求体与命令不符", "请求体与命令不符"),
    "method-not-allowed": ("不支持该方法", "该地址不支持此方法"),
    "no-policy": ("没有该政策", "没有该政策"),
    "not-found": ("未找到", "没有该记录"),
    "not-json": ("请求体不是 JSON", "请求体不是 JSON"),
    "projection-behind": ("尚不可见", "读模型尚未跟上，请稍后再查"),
    "stale": ("记录已变化", "记录已有新版本；请重新读取后再决定"),
    "store-full": ("命令可能未保存", "数据库已无空间"),
    "store-unavailable": ("命令可能未保存", "数据库没有应答；请用同一 Idempotency-Key 重发同一请求"),
    "no-dead-letter": ("没有该死信", "该位置没有等待重试的死信"),
    "no-webhook": ("没有该订阅", "没有该订阅"),
    "rebuild-refused": ("重建被拒绝", "现在不能这样重建"),
    "too-many-streams": ("打开的事件流过多", "打开的事件流已达上限，请稍后再试"),
    "too-many-webhooks": ("订阅过多", "订阅已达上限，请先终止一个"),
    "webhook-ended": ("订阅已终止", "该订阅已终止，请新建订阅"),
    "wrong-change": ("更正与事件不符", "更正与事件不符"),
    "wrong-policy": ("政策文件有误", "政策文件有误"),
}
_ERRORS = {
    "bool_parsing": "应为是或否",
    "bool_type": "应为是或否",
    "date_from_datetime_inexact": "应为日期，不带时间",
    "date_from_datetime_parsing": "应为日期，如 2020-06-26",
    "date_parsing": "应为日期，如 2020-06-26",
    "date_type": "应为日期，如 2020-06-26",
    "datetime_from_date_parsing": "应为日期或时间，如 2020-06-26",
    "datetime_parsing": "应为日期或时间，如 2020-06-26",
    "datetime_type": "应为日期或时间，如 2020-06-26",
    "decimal_parsing": "应为数字",
    "decimal_type": "应为数字",
    "enum": "不在允许的取值之内",
    "extra_forbidden": "没有这个字段",
    "float_parsing": "应为数字",
    "float_type": "应为数字",
    "greater_than": "数值过小",
    "greater_than_equal": "数值过小",
    "int_from_float": "应为整数",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "less_than": "数值过大",
    "less_than_equal": "数值过大",
    "list_type": "应为列表",
    "literal_error": "不在允许的取值之内",
    "missing": "缺少必填字段",
    "missing_argument": "缺少必填字段",
    "target-form": "应为不带用户名、密码和片段的地址",
    "target-not-https": "应为 https 地址；http 只能指向本机",
    "target-private": "该主机指向未获允许的内部网络",
    "target-unknown": "没有该主机",
    "string_pattern_mismatch": "格式不符",
    "string_too_long": "文字过长",
    "string_too_short": "文字过短",
    "string_type": "应为文字",
    "too_long": "项目过多",
    "too_short": "项目过少",
    "tuple_type": "应为列表",
    "unexpected_keyword_argument": "没有这个字段",
    "url_parsing": "应为网址",
    "url_scheme": "应为 http 或 https 网址",
    "url_too_long": "网址过长",
    "url_type": "应为网址",
    "uuid_parsing": "应为编号（UUID）",
    "uuid_type": "应为编号（UUID）",
}


def in_chinese(problem: Problem) -> Problem:
    """The same problem, told in Chinese; what it says of particulars stays beside it."""
    if problem.code not in _TOLD:
        return problem
    title, detail = _TOLD[problem.code]
    errors = [error | {"detail": _error(error)} for error in problem.errors]
    if problem.code == "invalid-body" and errors:
        detail = errors[0]["detail"]
    elif problem.detail != problem.title:
        detail = f"{detail}（{problem.detail}）"
    return replace(problem, title=title, detail=detail, errors=errors)


def _error(error: dict[str, Any]) -> str:
    told = _ERRORS.get(error["code"])
    return f"{told}（{error['detail']}）" if told else str(error["detail"])
