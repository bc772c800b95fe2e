"""Small cells: whoever knows every number that is shown cannot tell a single one that is not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.domain.indicators.suppression import hidden

MINIMUM = 5
Cells = dict[str, int]
Sums = list[tuple[str, list[str]]]


def table(rows: list[list[int]]) -> tuple[Cells, Sums]:
    """Areas by months with both margins."""
    cells: Cells = {}
    sums: Sums = []
    for i, row in enumerate(rows):
        cells |= {f"{i},{j}": value for j, value in enumerate(row)}
        cells[f"{i},+"] = sum(row)
        sums.append((f"{i},+", [f"{i},{j}" for j in range(len(row))]))
    for j in [*range(len(rows[0])), "+"]:
        cells[f"+,{j}"] = sum(cells[f"{i},{j}"] for i in range(len(rows)))
        sums.append((f"+,{j}", [f"{i},{j}" for i in range(len(rows))]))
    sums.append(("+,+", [f"+,{j}" for j in range(len(rows[0]))]))
    return cells, sums


def another(cells: Cells, sums: Sums, gone: set[str], name: str) -> bool:
    """Whether all that is shown allows another value of a hidden cell: found by trying, no less than one."""
    free = sorted((one for one in gone if "+" not in one), key=lambda one: one != name)
    fixed = [(whole, parts) for whole, parts in sums if whole not in gone and "+" not in "".join(parts)]
    guess = {one: value for one, value in cells.items() if "+" not in one and one not in gone}

    def fits() -> bool:
        for whole, parts in fixed:
            known = [guess[part] for part in parts if part in guess]
            if sum(known) + len(parts) - len(known) > cells[whole]:
                return False
            if len(known) == len(parts) and sum(known) != cells[whole]:
                return False
        return True

    def search(at: int) -> bool:
        if at == len(free):
            right = {one: value for one, value in told(guess, sums).items() if one not in gone}
            return told(guess, sums)[name] != cells[name] and right.items() <= cells.items()
        one = free[at]
        for value in sorted(range(1, cells[one] + 4), key=lambda value: abs(value - cells[one])):
            guess[one] = value
            if fits() and search(at + 1):
                return True
        del guess[one]
        return False

    return search(0)


def told(leaves: Cells, sums: Sums) -> Cells:
    """All cells, from the innermost ones."""
    cells = dict(leaves)
    for whole, parts in sums:  # inner margins stand before those of margins
        cells[whole] = sum(cells[part] for part in parts)
    return cells


@settings(max_examples=80, deadline=None)
@given(
    st.integers(2, 3).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=n, max_size=n)
    )
)
def test_no_hidden_cell_has_only_one_possible_value(rows: list[list[int]]) -> None:
    cells, sums = table(rows)
    gone = hidden(cells, sums, MINIMUM)
    assert gone >= {name for name, value in cells.items() if 0 < value < MINIMUM}
    for name in gone:
        assert another(cells, sums, gone, name), (name, cells, gone)


def test_a_single_small_cell_takes_another_with_it() -> None:
    cells = {"total": 60, "a": 3, "b": 20, "c": 37, "d": 0}
    assert hidden(cells, [("total", ["a", "b", "c", "d"])], MINIMUM) == {"a", "b"}


def test_where_nothing_is_left_to_hide_the_total_goes_too() -> None:
    cells = {"total": 4, "a": 4, "b": 0}
    assert hidden(cells, [("total", ["a", "b"])], MINIMUM) == {"total", "a"}


def test_nothing_small_nothing_hidden() -> None:
    cells = {"total": 25, "a": 5, "b": 20, "c": 0}
    assert hidden(cells, [("total", ["a", "b", "c"])], MINIMUM) == set()
