"""Whether definitions can be used: what their schema cannot say."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields

from .definitions import Count, Counted, Definitions, Indicator, Source, When, Where
from .formulas import CompileFormula, WrongFormula

_OF_A_DAY = (
    *("standing", "abstinent", "out_of_contact", "measure", "has_measure", "measure_kind", "in_custody"),
    *("employed", "assisted", "tier", "age_from", "age_before"),
)
FILTERS: dict[Source, frozenset[str]] = {
    Source.PERSONS: frozenset({*_OF_A_DAY, "any_of"}),
    Source.EVENTS: frozenset({*_OF_A_DAY, "kind", "value", "subject", "has"}),
    Source.TESTS: frozenset({*_OF_A_DAY, "outcome", "result", "ground", "again"}),
    Source.MEASURES: frozenset({*_OF_A_DAY, "kind", "reported", "is_due"}),
    Source.RECORDS: frozenset({"kind", "status", "has"}),
}
"""By what each source can be filtered. Persons' filters of events, tests and measures: as of their day."""
WORDS: dict[str, frozenset[str]] = {
    "standing": frozenset({"present", "abroad", "dead", "merged"}),
    "measure": frozenset({"ordered", "late", "executing", "paused"}),
    "measure_kind": frozenset({"community_detox", "community_rehab"}),
    "outcome": frozenset({"taken", "refused", "evaded", "ordered"}),
    "reported": frozenset({"in_time", "late", "not"}),
}
"""The words of filters that have few."""
MEASURE_DAYS = frozenset({"ordered", "served", "ended"})
UNITS = frozenset({"ratio", "number"})
_WHEN = {
    Source.PERSONS: {When.START, When.END},
    Source.EVENTS: {When.DURING},
    Source.TESTS: {When.DURING},
    Source.MEASURES: {When.DURING},
    Source.RECORDS: set(When),
}
_UNSET: tuple[object, ...] = (None, (), {})


class WrongDefinition(ValueError):
    """A definition cannot be used. `at`: the place, such as "counts/3/where/result"."""

    def __init__(self, at: str, problem: str) -> None:
        super().__init__(f"{at}: {problem}")
        self.at = at
        self.problem = problem


def check(definitions: Definitions, compile_formula: CompileFormula) -> None:
    """Raise `WrongDefinition` at the first one that cannot be used."""
    for number, count in enumerate(definitions.counts):
        _check_count(count, f"counts/{number}")
    _check_unique("counts", (one.code for one in definitions.counts))
    _check_unique("indicators", (one.code for one in definitions.indicators))
    known = {one.code for one in definitions.counts}
    for number, indicator in enumerate(definitions.indicators):
        _check_indicator(indicator, known, compile_formula, f"indicators/{number}")
    for number, one in enumerate(definitions.sums):
        _check_sum(definitions, (one.whole, *one.parts), f"sums/{number}")


def given(where: Where) -> Iterator[str]:
    """The names of the filters that are set."""
    for one in fields(Where):
        if getattr(where, one.name) not in _UNSET:
            yield one.name


def _check_count(count: Count, at: str) -> None:
    if not count.code.isidentifier():
        raise WrongDefinition(f"{at}/code", "a name is expected, as a formula can use it")
    if count.when not in _WHEN[count.of]:
        allowed = ", ".join(sorted(_WHEN[count.of]))
        raise WrongDefinition(f"{at}/when", f"{count.of} are counted at: {allowed}")
    if (count.by is not None) != (count.of is Source.MEASURES) or count.by not in {None, *MEASURE_DAYS}:
        raise WrongDefinition(f"{at}/by", f"measures, and only they, need one of {_listed(MEASURE_DAYS)}")
    sums_records = count.counted is Counted.SUM and count.of is Source.RECORDS
    if (count.sum is not None) != sums_records:
        raise WrongDefinition(f"{at}/sum", "the field is named where numbers of records are summed")
    if count.counted is Counted.SUM and count.of not in (Source.RECORDS, Source.EVENTS):
        raise WrongDefinition(f"{at}/counted", f"{count.of} have no quantity to sum")
    _check_where(count.where, FILTERS[count.of], f"{at}/where")


def _check_where(where: Where, allowed: frozenset[str], at: str) -> None:
    for name in given(where):
        if name not in allowed:
            raise WrongDefinition(f"{at}/{name}", f"the filters here are: {_listed(allowed)}")
        words = WORDS.get(name)
        if words is not None and not set(getattr(where, name)) <= words:
            raise WrongDefinition(f"{at}/{name}", f"the words here are: {_listed(words)}")
    for number, one in enumerate(where.any_of):
        _check_where(one, frozenset(_OF_A_DAY), f"{at}/any_of/{number}")


def _check_indicator(indicator: Indicator, known: set[str], compile_: CompileFormula, at: str) -> None:
    if indicator.unit not in UNITS:
        raise WrongDefinition(f"{at}/unit", f"one of {_listed(UNITS)} is expected")
    codes = [one.code for one in indicator.candidates]
    _check_unique(f"{at}/candidates", codes)
    if indicator.default not in codes:
        raise WrongDefinition(f"{at}/default", f"one of the candidates is expected: {', '.join(codes)}")
    for number, candidate in enumerate(indicator.candidates):
        for name in ("numerator", "denominator"):
            text: str | None = getattr(candidate, name)
            if text is not None:
                _check_formula(text, known, compile_, f"{at}/candidates/{number}/{name}")
        if indicator.unit == "ratio" and candidate.denominator is None:
            raise WrongDefinition(f"{at}/candidates/{number}/denominator", "a ratio needs one")


def _check_formula(text: str, known: set[str], compile_formula: CompileFormula, at: str) -> None:
    try:
        formula = compile_formula(text)
        if unknown := formula.names - known:
            raise WrongFormula(f"there is no count {_listed(unknown)}")
        formula.value(dict.fromkeys(formula.names, 1))
    except WrongFormula as error:
        raise WrongDefinition(at, str(error)) from None


def _check_sum(definitions: Definitions, codes: tuple[str, ...], at: str) -> None:
    found = [definitions.count(code) for code in codes]
    kinds = {None if one is None else (one.of, one.when, one.counted) for one in found}
    if None in kinds or len(kinds) > 1:
        raise WrongDefinition(at, "a sum is of counts that are there, of one source and time, counted alike")


def _check_unique(at: str, codes: Iterable[str]) -> None:
    twice = [code for code, times in Counter(codes).items() if times > 1]
    if twice:
        raise WrongDefinition(at, f"“{twice[0]}” is defined twice")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
