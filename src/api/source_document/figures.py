"""What the source document states, and by which count each number is to come out again."""

from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from msgspec import Struct, convert
from msgspec.toml import decode

from ...domain.indicators.definitions import Count, SourceMark, When, Where
from ...domain.indicators.definitions import Source as Of
from ...projections.indicators.asked import Period


class Own(Struct, frozen=True):
    """A count of events of this page, in the words of the indicators."""

    kind: tuple[str, ...]
    value: tuple[str, ...]

    def count(self, code: str) -> Count:
        """As the engine takes it."""
        return Count(
            code=code,
            title=code,
            title_zh=code,
            of=Of.EVENTS,
            when=When.DURING,
            where=Where(kind=self.kind, value=self.value),
            mark=SourceMark.INFERRED,
            source="",
        )


class Stated(Struct, frozen=True):
    """A number of the document. `period`: a year, or the first and the last.

    `scale`: what one of it is in what is counted. `more_than`: the text says that it is more than that.
    """

    wheel: str
    name: str
    quote: str
    stated: Decimal
    period: str
    more_than: bool = False
    scale: int = 1
    count: str | None = None
    indicator: str | None = None
    candidate: str | None = None
    own: Own | None = None
    registers: str | None = None

    @property
    def span(self) -> Period:
        """The days of the period."""
        first, _, last = self.period.partition("-")
        return Period(self.period, date(int(first), 1, 1), date(int(last or first) + 1, 1, 1))

    @property
    def places(self) -> int:
        """To how many places it is stated."""
        return max(0, -int(self.stated.as_tuple().exponent))


class NotCounted(Struct, frozen=True):
    """A number of the document that nothing here comes to, and why."""

    quote: str
    why: str


class Published(Struct, frozen=True):
    """A ratio that was published with its parts. `within`: how far off it may be, in points."""

    name: str
    three_years_abstinent: int
    existing_users: int
    stated: Decimal
    within: Decimal
    source: str


class Document(Struct, frozen=True):
    """All of it."""

    figures: tuple[Stated, ...]
    not_counted: tuple[NotCounted, ...]
    ratios: tuple[Published, ...]


@cache
def document() -> Document:
    """What `figures.toml` holds."""
    text = files(__package__).joinpath("figures.toml").read_text("utf-8")
    return convert(decode(text), Document)
