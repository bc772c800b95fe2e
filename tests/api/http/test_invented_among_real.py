"""Invented persons do not go among real ones."""

from pathlib import Path

import pytest
from api.http.conftest import Service
from api.http.test_commands import events_in

from tongxin.api.demo import OtherRecords, load_demo
from tongxin.api.runtime.settings import Settings


async def test_reference_data_are_not_loaded_where_others_are_on_the_books(
    service: Service, tmp_path: Path
) -> None:
    await service.registered()
    with pytest.raises(OtherRecords, match="Nothing was loaded"):
        await load_demo(Settings(data_dir=tmp_path), service.database, 5, None, None)
    assert events_in(service.database) == 1


async def test_who_tried_a_command_in_the_county_may_go_on_loading_it(
    service: Service, tmp_path: Path
) -> None:
    await load_demo(Settings(data_dir=tmp_path), service.database, 2, None, None)
    await service.registered(identity_number="999999198803150040")
    loaded = await load_demo(Settings(data_dir=tmp_path), service.database, 2, None, None)
    assert (loaded.events, loaded.replayed) == (0, loaded.commands)
