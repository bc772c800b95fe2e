"""The kinds of measure, and what each kind has by its nature."""

from enum import StrEnum


class MeasureKind(StrEnum):
    """The measures of 禁毒法, 戒毒条例 and 治安管理处罚法 84."""

    VOLUNTARY = "voluntary"
    """自愿戒毒: treatment by agreement with a medical institution (禁毒法 36; 戒毒条例 9-11)."""
    MAINTENANCE = "maintenance"
    """药物维持治疗: on application, registered (禁毒法 51; 戒毒条例 12)."""
    DETENTION = "detention"
    """行政拘留: the custody; the penalty decision itself is in `sanctions` (治安管理处罚法 84)."""
    ENTERTAINMENT_BAN = "entertainment_ban"
    """禁入令: no entertainment venues, no unauthorised contact (治安管理处罚法 84(3))."""
    COMMUNITY_DETOX = "community_detox"
    """社区戒毒 (禁毒法 33-35; 戒毒条例 13-24)."""
    COMPULSORY_ISOLATION = "compulsory_isolation"
    """强制隔离戒毒 (禁毒法 38-47; 戒毒条例 25-36)."""
    COMMUNITY_REHAB = "community_rehab"
    """社区康复 (禁毒法 48; 戒毒条例 37-40)."""
    REHAB_SITE = "rehab_site"
    """戒毒康复场所: living and working there by agreement (禁毒法 49; 戒毒条例 41-42)."""


CUSTODY = frozenset({MeasureKind.DETENTION, MeasureKind.COMPULSORY_ISOLATION})
"""Kinds that hold a person; they end by release."""

COMMUNITY = frozenset({MeasureKind.COMMUNITY_DETOX, MeasureKind.COMMUNITY_REHAB})
"""Kinds that a township carries out: with reporting, breaches and warnings."""

WITHOUT_FACILITY = frozenset({MeasureKind.COMMUNITY_DETOX, MeasureKind.ENTERTAINMENT_BAN})
"""Kinds without a place to enter. Community rehabilitation may be carried out in a site (戒毒条例 37)."""

BY_AGREEMENT = COMMUNITY | {MeasureKind.VOLUNTARY, MeasureKind.REHAB_SITE}
"""Kinds with a written agreement (戒毒条例 10, 16, 38, 41)."""


class MeasureDecision(StrEnum):
    """The decisions on a measure that are served (送达)."""

    ORDER = "order"
    EXTENSION = "extension"
    CHANGE = "change"
    RELEASE = "release"
    COMPLETION = "completion"
    TERMINATION = "termination"
    CANCELLATION = "cancellation"


class Recipient(StrEnum):
    """On whom a decision is served, or who is told of it (戒毒条例 13, 23, 33, 34; 禁毒法 40)."""

    PERSON = "person"
    FAMILY = "family"
    GUARDIAN = "guardian"
    EMPLOYER = "employer"
    TOWNSHIP = "township"
    POLICE_STATION = "police_station"
    FACILITY = "facility"


class PauseGround(StrEnum):
    """Why a measure does not run for a time (戒毒条例 24; deferral: 治安管理处罚法 126)."""

    DETAINED = "detained"
    ARRESTED = "arrested"
    DEFERRED = "deferred"
    OTHER = "other"


class TerminationGround(StrEnum):
    """Why a measure ends before its purpose is reached (戒毒条例 24, the first two)."""

    IMPRISONED = "imprisoned"
    COMPULSORY_EDUCATION = "compulsory_education"
    DIED = "died"
    OTHER = "other"


class ReleaseManner(StrEnum):
    """When a person is released: before the term is over, or when it is (戒毒条例 33, 34)."""

    EARLY = "early"
    AT_EXPIRY = "at_expiry"


class IsolationGround(StrEnum):
    """On what a decision on compulsory isolation rests (禁毒法 38, in its order)."""

    REFUSED_COMMUNITY_DETOX = "refused_community_detox"
    USE_DURING_COMMUNITY_DETOX = "use_during_community_detox"
    SERIOUS_BREACH = "serious_breach"
    USE_AFTER_DETOX_OR_ISOLATION = "use_after_detox_or_isolation"
    SERIOUS_ADDICTION = "serious_addiction"
    OWN_REQUEST = "own_request"


class BreachKind(StrEnum):
    """What was not kept (戒毒条例 19, 20)."""

    TEST_EVADED = "test_evaded"
    TEST_REFUSED = "test_refused"
    DEPARTURE_WITHOUT_LEAVE = "departure_without_leave"
    OTHER = "other"


TEST_BREACHES = frozenset({BreachKind.TEST_EVADED, BreachKind.TEST_REFUSED})
"""戒毒条例 20 counts both together (逃避或者拒绝接受检测)."""


class SeriousBreachGround(StrEnum):
    """What makes breaches serious (戒毒条例 20)."""

    TESTS_EVADED_OR_REFUSED = "tests_evaded_or_refused"
    DEPARTURES_WITHOUT_LEAVE = "departures_without_leave"
    DAYS_WITHOUT_LEAVE = "days_without_leave"


class PoliceReportGround(StrEnum):
    """What the police are told of (戒毒条例 21, the first three)."""

    REFUSAL = "refusal"
    DRUG_USE = "drug_use"
    SERIOUS_BREACH = "serious_breach"
    OTHER = "other"


class FacilityRunBy(StrEnum):
    """Whose facility it is: isolation begins with the police, goes on with justice (戒毒条例 27)."""

    PUBLIC_SECURITY = "public_security"
    JUSTICE = "justice"
    HEALTH = "health"
    OTHER = "other"


class AssessmentStage(StrEnum):
    """When a diagnostic assessment is made."""

    ENTRY = "entry"
    DETOX = "detox"
    AFTER_ONE_YEAR = "after_one_year"
    BEFORE_EXPIRY = "before_expiry"


class PartResult(StrEnum):
    """合格 or 不合格."""

    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"


class Adaptation(StrEnum):
    """良好 or 一般."""

    GOOD = "good"
    FAIR = "fair"


class AssessmentProposal(StrEnum):
    """What a facility proposes to the decider on the result (强制隔离戒毒诊断评估办法 3)."""

    RELEASE_AT_EXPIRY = "release_at_expiry"
    EARLY_RELEASE = "early_release"
    EXTENSION = "extension"
    COMMUNITY_REHAB = "community_rehab"
