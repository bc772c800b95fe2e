"""All that prevention keeps registers of."""

from collections.abc import Iterator

from .histories import Setting
from .prevention_plans import plan_stories
from .publicity import post_stories, survey_stories
from .schools import school_stories
from .steps import Story
from .venues import venue_stories


def prevention_stories(setting: Setting) -> Iterator[Story]:
    """Plans, venues, schools, posts, surveys. Their numbers are the county's whatever its size."""
    yield from plan_stories(setting)
    yield from venue_stories(setting)
    yield from school_stories(setting)
    yield from post_stories(setting)
    yield from survey_stories(setting)
