"""How a list of tasks stands on a day: by unit or area, the groups add up to the whole."""

from datetime import date, timedelta
from decimal import Decimal
from functools import reduce

from hypothesis import given as for_all
from hypothesis import strategies as st

from tongxin.domain.key_task.standing import TaskStanding, standing_of, standings
from tongxin.domain.key_task.state import KeyTask

DAY = date(2020, 10, 1)
_MAYBE = st.none() | st.just(date(2020, 9, 1))
TASKS = st.builds(
    KeyTask,
    owner=st.sampled_from(["a", "b", "c"]),
    points=st.integers(0, 5).map(Decimal),
    deadline=st.integers(-5, 5).map(lambda n: DAY + timedelta(n)),
    set_on=st.just(date(2020, 1, 1)),
    done_on=_MAYBE,
    withdrawn_on=_MAYBE,
    vetoed_on=_MAYBE,
)


@for_all(st.lists(TASKS))
def test_groups_add_up_to_the_whole(tasks: list[KeyTask]) -> None:
    by_owner = standings(tasks, DAY, lambda task: task.owner)
    assert list(by_owner) == sorted({task.owner for task in tasks})
    whole = reduce(TaskStanding.__add__, by_owner.values(), TaskStanding())
    assert whole == standings(tasks, DAY, lambda _: "all").get("all", TaskStanding())
    assert whole.total == sum(task.withdrawn_on is None for task in tasks)
    assert whole.done + whole.overdue <= whole.total
    assert whole.waiting + whole.verified <= whole.done
    assert 0 <= whole.score <= whole.points


def test_one_task() -> None:
    task = KeyTask(owner="a", points=Decimal(3), deadline=date(2020, 9, 30), set_on=date(2020, 1, 1))
    assert standing_of(task, DAY) == TaskStanding(total=1, overdue=1, points=Decimal(3))
    assert standing_of(task, date(2020, 9, 30)) == TaskStanding(total=1, points=Decimal(3))
