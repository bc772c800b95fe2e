"""Every projection there is."""

from typing import Any

from .person_deadlines import PERSON_DEADLINES
from .person_history import PERSON_HISTORY
from .person_status import PERSON_STATUS
from .projection import Projection

PROJECTIONS: tuple[Projection[Any], ...] = (PERSON_STATUS, PERSON_HISTORY, PERSON_DEADLINES)
