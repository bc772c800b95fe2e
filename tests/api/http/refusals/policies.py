"""The policies of these tests: the shipped ones, and templates that a county might get wrong."""

from dataclasses import replace

from domain.baseline.test_baseline import COUNTY
from domain.pathways.test_templates import changed, county_supplied, one

from tongxin.api.runtime.policy_files import shipped
from tongxin.domain.policies.book import PolicyBook


def book() -> PolicyBook:
    """The shipped policies and some of a county."""
    wrong = one(kind="wish")
    after = changed(requires="three_years_abstinent")
    names = {"wrong": wrong, "after-three-years": after}
    return shipped().with_([county_supplied(), COUNTY, *(replace(p, name=name) for name, p in names.items())])
