"""What may be asked about policies. Dates are Asia/Shanghai dates."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from annotated_types import MaxLen, MinLen

from ..commands import Command, LongText, ShortText, command
from ..policies.book import PolicyStatus

_PATHWAY = {"kind": "pathway", "name": "6231", "version": "2021-1"}
_COMPONENT = {
    "id": "first-visit",
    "title": "First visit at home",
    "title_zh": "首次入户走访",
    "kind": "milestone",
    "due": {"days": 30},
}


@command(
    example={
        **_PATHWAY,
        "title": "“6231” as the county defines it",
        "title_zh": "县里定义的“6231”工作模式",
        "status": "county",
        "source": "同禁毒委发〔2020〕12号（示例）",
        "effective_from": "2021-01-01",
        "content": {
            "definition": "county_supplied",
            "supplied_on": "2020-12-20",
            "components": [_COMPONENT],
        },
    }
)
class PublishPolicy(Command):
    """Publish a version of a policy: the document itself, as docs/policy.schema.json describes it.

    `status`: "county" for the county's own, "published" for another authority's. `source`: the document that
    says so. `content`: what belongs to the `kind`. It may not change what was in force on days that are past.
    """

    kind: ShortText
    name: ShortText
    version: ShortText
    title: ShortText
    title_zh: ShortText
    status: PolicyStatus
    source: Annotated[str, MinLen(1), MaxLen(1000)]
    effective_from: date
    effective_until: date | None = None
    content: Mapping[str, Any]


@command(example={**_PATHWAY, "retired_from": "2021-07-01", "reason": "县里已发布新的版本"})
class RetirePolicy(Command):
    """Retire a version of a policy: from a day on, today at the earliest, it is no longer in force."""

    kind: ShortText
    name: ShortText
    version: ShortText
    retired_from: date
    reason: LongText


RegisterCommand = PublishPolicy | RetirePolicy
