"""Maternity events. Names and fields are stored for ever: add, never rename.

Stored readable, since deciding rests on them without a key: the bare fact and its dates, never a finding.
"""

from datetime import date

from ..events import Event, event


@event("person.pregnancy_recorded/1")
class PregnancyRecorded(Event):
    """The person is pregnant (怀孕), as was established on a date."""

    established_on: date


@event("person.pregnancy_ended/1")
class PregnancyEnded(Event):
    """The pregnancy is over, whatever ended it."""

    ended_on: date


@event("person.nursing_recorded/1")
class NursingRecorded(Event):
    """The person nurses her own infant (哺乳自己的婴儿), who was born on a date."""

    child_born_on: date


@event("person.nursing_ended/1")
class NursingEnded(Event):
    """The person no longer nurses the infant."""

    ended_on: date


MaternityEvent = PregnancyRecorded | PregnancyEnded | NursingRecorded | NursingEnded
