"""Every projection there is."""

from typing import Any

from .campaign_targets import CAMPAIGN_TARGETS
from .county_records import COUNTY_RECORDS
from .drug_test_register import TEST_REGISTER
from .duplicate_decisions import DUPLICATE_DECISIONS
from .facts import FACTS
from .handover_register import HANDOVER_REGISTER
from .measure_register import PERSON_MEASURES
from .milestone_register import MILESTONE_REGISTER
from .person_deadlines import PERSON_DEADLINES
from .person_history import PERSON_HISTORY
from .person_periods import PERSON_PERIODS
from .person_status import PERSON_STATUS
from .person_work import PERSON_WORK
from .projection import Projection
from .review_register import REVIEW_REGISTER
from .screening_register import SCREENING_REGISTER
from .support_register import SUPPORT_REGISTER

PROJECTIONS: tuple[Projection[Any], ...] = (
    PERSON_STATUS,
    PERSON_HISTORY,
    PERSON_DEADLINES,
    PERSON_WORK,
    PERSON_MEASURES,
    PERSON_PERIODS,
    TEST_REGISTER,
    HANDOVER_REGISTER,
    SUPPORT_REGISTER,
    MILESTONE_REGISTER,
    REVIEW_REGISTER,
    DUPLICATE_DECISIONS,
    FACTS,
    COUNTY_RECORDS,
    SCREENING_REGISTER,
    CAMPAIGN_TARGETS,
)
