"""Loading the reference data and waiting until the read models show it."""

import asyncio
from contextlib import nullcontext
from uuid import UUID

from rich.console import Console
from rich.progress import Progress as Bars

from ..domain.kinds import COUNTY_KINDS, PERSON
from .reference_data.bulk_loader import load_persons
from .reference_data.calibration import calibration
from .reference_data.loader import Loaded, Submit, load
from .reference_data.progress import shown
from .runtime.asked import Asked, Outcome
from .runtime.runtime import Runtime, running
from .runtime.settings import Settings

_OTHER_RECORDS = (
    "The database holds records that are not reference data, and invented persons do not go among them."
    " Nothing was loaded. `tongxin serve` serves what is there; for a county to try things in, set"
    " TONGXIN_DATA_DIR to a new folder."
)


class OtherRecords(Exception):
    """The database holds records that are not reference data. Invented persons do not go among them."""


def submitting(runtime: Runtime) -> Submit:
    """How the loader asks for its commands: of the service, as a client would."""

    async def submit(kind: str, _stream: UUID | None, asked: Asked) -> Outcome:
        return await runtime.services[kind].handle(asked)

    return submit


async def load_demo(
    settings: Settings,
    conninfo: str,
    persons: int | None,
    seed: int | None,
    console: Console | None,
    jobs: int | None = None,
) -> Loaded:
    """Load through the command service, then wait for the read models. `console`: where to show progress.

    `jobs`: load the persons in so many processes on the bulk path.

    Raises `OtherRecords` where the first record on the books is of no reference data.
    """
    async with running(settings, conninfo) as runtime:
        first = await runtime.streams.first_of_types(
            [kind.begins_with.TYPE for kind in (PERSON, *COUNTY_KINDS)]
        )
        if first is not None and not first.correlation_id.startswith(f"{calibration().data_set.name}/"):
            raise OtherRecords(_OTHER_RECORDS)
        submit = submitting(runtime)
        with nullcontext() if console is None else shown(console) as report:
            written = None
            if jobs is not None:
                written = await asyncio.to_thread(
                    load_persons,
                    *(conninfo, settings.key_file, runtime.policies),
                    persons=persons, seed=seed, jobs=jobs, report=report or (lambda _: None),
                )  # fmt: skip
            loaded = await load(
                submit,
                granted=runtime.streams.granted,
                persons=persons,
                seed=seed,
                written=written,
                report=report,
            )
        with Bars(console=console or Console(quiet=True)) as bars:
            task = bars.add_task("read models", total=loaded.position)
            while (reached := await runtime.queries.position()) < loaded.position:
                bars.update(task, completed=reached)
                await asyncio.sleep(0.1)
            bars.update(task, completed=loaded.position)
    return loaded
