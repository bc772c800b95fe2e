"""All that governance keeps registers of."""

from collections.abc import Iterator

from .funds import fund_stories
from .histories import Setting
from .key_tasks import key_task_stories
from .responsibilities import responsibility_stories
from .stations import station_stories
from .steps import Story


def governance_stories(setting: Setting) -> Iterator[Story]:
    """Stations, key tasks, money, responsibilities. Their numbers are the county's whatever its size."""
    yield from station_stories(setting)
    yield from key_task_stories(setting)
    yield from fund_stories(setting)
    yield from responsibility_stories(setting)
