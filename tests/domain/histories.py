"""Events that many scenarios start from."""

from datetime import date

from spec import on

from tongxin.domain.identity.events import PersonRegistered, Sex

REGISTERED = PersonRegistered(
    occurred_at=on("2019-05-20"),
    name="马建国",
    identity_number="999999198803150016",
    birth_date=date(1988, 3, 15),
    sex=Sex.MALE,
    domicile_area="640324",
    residence_area="640324100",
    source="screening",
)
