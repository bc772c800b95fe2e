"""The measures that a status row lists are those on which decisions rest."""

from domain.histories import REGISTERED
from domain.measures.any_commands import histories
from domain.playing import play
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from projections.recorded import STREAM, folded, recorded

from tongxin.domain.commands import Command
from tongxin.domain.events import Event
from tongxin.domain.person.state import fold
from tongxin.projections.person_status import PERSON_STATUS


def assert_lines_equal_state(events: list[Event]) -> None:
    """Every line says of its measure what the state says."""
    row = folded(PERSON_STATUS, recorded([REGISTERED, *events]))[STREAM,]
    measures = fold([REGISTERED, *events]).measures.by_id
    assert [line.measure_id for line in row.measures] == list(measures)
    for line in row.measures:
        measure = measures[line.measure_id]
        for name in (
            *("kind", "status", "decided_on", "served_on", "reported_on", "entered_on", "area"),
            *("ended_on", "ending", "signed_on", "paused_on", "leave_on", "escaped_on"),
        ):
            assert getattr(line, name) == getattr(measure, name), name
        assert line.breaches == len(measure.breaches)
    open_ones = [line for line in row.measures if measures[line.measure_id].ended_on is None]
    shown = (open_ones[-1].kind, open_ones[-1].status) if open_ones else (None, None)
    assert (row.measure_kind, row.measure_status) == shown


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@for_all(histories())
def test_whatever_is_granted_the_lines_equal_the_state_after_every_event(commands: list[Command]) -> None:
    events = play(commands)
    for number in range(len(events) + 1):
        assert_lines_equal_state(events[:number])
