"""Collecting body-sample items: once, unless a law needs it again."""

from dataclasses import fields, replace

from domain.histories import REGISTERED
from domain.playing import play
from hypothesis import given as whatever
from hypothesis import strategies as st
from spec import given, on

from tongxin.domain.events import sealed_fields
from tongxin.domain.samples import rules
from tongxin.domain.samples.commands import RecordSampleCollection
from tongxin.domain.samples.events import SampleCollected

DAY = on("2020-04-12")
HAIR = SampleCollected(occurred_at=DAY, item="hair", custody_reference="WZ-31", approved_by="zhang.wei")
COLLECT = RecordSampleCollection(
    occurred_at=DAY,
    legal_basis="治安管理处罚法 102",
    item="hair",
    custody_reference="WZ-31",
    approved_by="zhang.wei",
)


def test_that_an_item_was_collected_is_recorded() -> None:
    given(REGISTERED).when(COLLECT).then(HAIR)


def test_only_the_fact_of_the_collection_is_recorded() -> None:
    names = {field.name for field in fields(SampleCollected)}
    assert names == {"occurred_at", "item", "custody_reference", "approved_by", "repeat_basis"}
    assert sealed_fields(SampleCollected) == ()


def test_an_item_is_not_collected_twice() -> None:
    refused = given(REGISTERED, HAIR).when(COLLECT).then_refused(rules.COLLECTED_ALREADY, "item")
    assert refused.rule.article == "治安管理处罚法 102"


def test_an_item_is_collected_again_where_a_law_needs_it() -> None:
    again = replace(COLLECT, repeat_basis="刑事诉讼法 132")
    given(REGISTERED, HAIR).when(again).then(replace(HAIR, repeat_basis="刑事诉讼法 132"))


def test_another_item_is_another_collection() -> None:
    dna = replace(COLLECT, item="dna")
    given(REGISTERED, HAIR).when(dna).then(replace(HAIR, item="dna"))


def test_a_first_collection_repeats_nothing() -> None:
    first = replace(COLLECT, repeat_basis="刑事诉讼法 132")
    given(REGISTERED).when(first).then_refused(rules.NOT_A_REPEAT, "repeat_basis")


def test_a_collection_names_its_legal_basis() -> None:
    given(REGISTERED).when(replace(COLLECT, legal_basis=None)).then_refused(
        rules.NO_LEGAL_BASIS, "legal_basis"
    )


def test_an_item_has_one_way_to_be_written() -> None:
    for item in ("Hair", "hair ", "毛发", "1st"):
        given(REGISTERED, HAIR).when(replace(COLLECT, item=item)).then_refused(rules.ITEM_CODE, "item")


collections = st.builds(
    RecordSampleCollection,
    occurred_at=st.just(DAY),
    legal_basis=st.none() | st.just("治安管理处罚法 102"),
    item=st.sampled_from(["hair", "dna", "Hair"]),
    repeat_basis=st.none() | st.just("刑事诉讼法 132"),
)


@whatever(st.lists(collections, max_size=12))
def test_every_collection_but_the_first_of_an_item_names_the_law_that_needs_it(
    commands: list[RecordSampleCollection],
) -> None:
    seen: set[str] = set()
    for event in play(commands):
        assert isinstance(event, SampleCollected)
        assert (event.repeat_basis is not None) == (event.item in seen)
        seen.add(event.item)
