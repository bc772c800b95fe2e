"""Basic information: what is on file by the list of the day; body samples count by their collection."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from domain.histories import REGISTERED
from spec import NOW, POLICIES, Scenario, given, on

from tongxin.api.runtime.policy_checks import check_policy
from tongxin.domain.baseline import rules
from tongxin.domain.baseline.commands import RecordBaselineItem
from tongxin.domain.baseline.completeness import standing
from tongxin.domain.baseline.events import BaselineItemRecorded
from tongxin.domain.baseline.items import KIND, NAME, items_in_force
from tongxin.domain.commands import Context
from tongxin.domain.person import decider, state
from tongxin.domain.policies.book import Policy, PolicyBook, PolicyStatus
from tongxin.domain.policy_register.decide import WrongPolicy
from tongxin.domain.refusals import Refused
from tongxin.domain.samples.events import SampleCollected

PHOTO = {"code": "photo", "title": "Photograph", "title_zh": "照片"}
HAIR = {"code": "hair", "title": "Hair", "title_zh": "毛发", "recorded_as": "sample"}
COUNTY = Policy(
    kind=KIND, name=NAME, version="1", title="Basic information", title_zh="基础信息",
    status=PolicyStatus.COUNTY, source="县禁毒委文件(示例)", effective_from=date(2018, 1, 1),
    content={"definition": "county_supplied", "supplied_on": "2017-12-20", "items": [HAIR, PHOTO]},
)  # fmt: skip
BOOK = PolicyBook((COUNTY,))
RECORD = RecordBaselineItem(occurred_at=on("2020-05-18"), item="photo", custody_reference="TX-JD-1")
RECORDED = BaselineItemRecorded(
    occurred_at=on("2020-05-18"), item="photo", custody_reference="TX-JD-1", list_version="1"
)
SAMPLE = SampleCollected(occurred_at=on("2020-04-12"), item="hair", custody_reference="TX-WZ-1")


def decided(command: RecordBaselineItem, *history: Any, book: PolicyBook = BOOK) -> Scenario:
    """What comes of a command under these policies."""
    scenario = given(REGISTERED, *history)
    context = Context(
        now=NOW, occurred_at=command.occurred_at or NOW, actor=scenario.actor, new_id=NEW, policies=book
    )
    try:
        return replace(scenario, outcome=decider.decide(state.fold(scenario.events), command, context))
    except Refused as refused:
        return replace(scenario, outcome=refused)


NEW: Any = None


def test_an_item_of_the_list_is_recorded_by_where_it_is_kept() -> None:
    decided(RECORD).then(RECORDED)
    decided(replace(RECORD, custody_reference="TX-JD-2"), RECORDED).then(
        replace(RECORDED, custody_reference="TX-JD-2")
    )
    decided(RECORD, RECORDED).then_refused(rules.ITEM_RECORDED_ALREADY, "custody_reference")


def test_what_no_list_names_is_refused_and_nothing_is_made_up() -> None:
    decided(replace(RECORD, item="gait")).then_refused(rules.ITEM_UNDEFINED, "item")
    decided(RECORD, book=PolicyBook()).then_refused(rules.ITEM_UNDEFINED, "item")
    decided(RECORD, book=POLICIES).then_refused(rules.ITEM_UNDEFINED, "item")
    decided(replace(RECORD, occurred_at=on("2017-12-31"))).then_refused(rules.ITEM_UNDEFINED, "item")


def test_a_body_sample_is_not_entered_a_second_time() -> None:
    decided(replace(RECORD, item="hair")).then_refused(rules.ITEM_IS_SAMPLE, "item")


def test_samples_and_entries_make_up_what_is_on_file() -> None:
    found = items_in_force(BOOK, date(2020, 6, 1))
    assert found is not None
    shown = {one.item.code: (one.recorded_on, one.custody_reference) for one in standing(found[1], [SAMPLE])}
    assert shown == {"hair": (date(2020, 4, 12), "TX-WZ-1"), "photo": (None, None)}
    both = standing(found[1], [SAMPLE, RECORDED])
    assert [one.custody_reference for one in both] == ["TX-WZ-1", "TX-JD-1"]
    other = replace(SAMPLE, item="photo")  # a sample of that name is no entry
    assert standing(found[1], [other])[1].recorded_on is None


def test_the_shipped_list_has_the_three_that_are_published_and_says_so() -> None:
    found = items_in_force(POLICIES, date(2020, 6, 1))
    assert found is not None
    policy, items = found
    assert (policy.status, items.definition) == ("default", "not_publicly_defined")
    assert [item.code for item in items.items] == ["hair", "fingerprint", "dna"]
    assert items.classes == 15


@pytest.mark.parametrize(
    ("content", "at"),
    [
        ({"items": [PHOTO, PHOTO]}, "content/items"),
        ({"items": []}, "content/items"),
        ({"classes": 1}, "content/items"),
        ({"supplied_on": None}, "content/supplied_on"),
        ({"definition": "not_publicly_defined"}, "content/supplied_on"),
        ({"items": [PHOTO | {"recorded_as": "hearsay"}]}, "content/items/0/recorded_as"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused_at_its_field(content: dict[str, Any], at: str) -> None:
    check_policy(COUNTY, POLICIES)
    with pytest.raises(WrongPolicy) as wrong:
        check_policy(replace(COUNTY, content={**COUNTY.content, **content}), POLICIES)
    assert wrong.value.field == at
