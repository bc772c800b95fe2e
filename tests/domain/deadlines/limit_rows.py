"""The table of time limits, counted by hand: one row each, with its article."""

from dataclasses import dataclass

from domain.deadlines.docket_histories import (
    DETOX,
    ISOLATION,
    REHAB,
    ordered,
    reported,
    served,
)
from domain.deadlines.limit_events import (
    accepted,
    announced,
    answered,
    appealed,
    case_closed,
    case_extended,
    completed,
    decided,
    entered,
    extended,
    found,
    laboratory,
    moved,
    objected,
    penalty,
    penalty_served,
    positive,
    received,
    released,
    sent,
    signed,
    told,
    transferred,
)

from tongxin.domain.appeals.events import AppealRoute
from tongxin.domain.deadlines.deadline import Status
from tongxin.domain.events import Event
from tongxin.domain.measures.kinds import MeasureDecision, MeasureKind, Recipient, ReleaseManner
from tongxin.domain.proposals.events import Proposal


@dataclass
class Row:
    """`begins`: what sets it running; `met`: what meets it, on its last day. `due`: counted by hand."""

    article: str
    rule: str
    begins: tuple[Event, ...]
    due: str
    met: tuple[Event, ...]
    to: str | None = None
    over: Status = Status.OVERDUE
    counting: str = "calendar_days"


DETOX_DONE = (*DETOX, reported("2026-03-10"), completed("2029-03-10"))
REHAB_DONE = (*REHAB, reported("2026-03-10"), completed("2027-03-10"))
TEST = (positive("2026-03-02T10:30"),)
LABORATORY = (
    *TEST,
    objected("2026-03-03"),
    decided("2026-03-04"),
    sent("2026-03-05"),
    laboratory("2026-03-06"),
)
TOLD = (*LABORATORY, told("2026-03-09"))
FAMILY, STATION = Recipient.FAMILY, Recipient.POLICE_STATION
EXTENDED = (*ISOLATION, extended("2026-02-02"), served("2026-02-03", decision=MeasureDecision.EXTENSION))
EARLY = (*ISOLATION, released("2025-06-02"), served("2025-06-02", decision=MeasureDecision.RELEASE))

ROWS = [
    Row("戒毒条例 14", "report-after-detox-order", DETOX, "2026-03-19", (reported("2026-03-19"),)),
    Row(
        "戒毒条例 22",
        "report-after-move",
        (*DETOX, reported("2026-03-10"), moved("2026-04-01")),
        "2026-04-16",
        (reported("2026-04-16"),),
    ),
    Row("戒毒条例 38", "report-after-rehab-order", REHAB, "2026-03-19", (reported("2026-03-19"),)),
    Row("戒毒条例 38", "sign-rehab-agreement", REHAB, "2026-03-19", (signed("2026-03-19"),)),
    Row(
        "戒毒条例 23",
        "tell-township-of-detox-completion",
        DETOX_DONE,
        "2029-03-17",
        (served("2029-03-17", Recipient.TOWNSHIP, MeasureDecision.COMPLETION),),
    ),
    Row(
        "戒毒条例 40",
        "tell-township-of-rehab-completion",
        REHAB_DONE,
        "2027-03-17",
        (served("2027-03-17", Recipient.TOWNSHIP, MeasureDecision.COMPLETION),),
    ),
    Row(
        "戒毒条例 33",
        "decide-early-release",
        (*ISOLATION, received(Proposal.EARLY_RELEASE, "2025-06-02")),
        "2025-06-09",
        (answered(Proposal.EARLY_RELEASE, "2025-06-09"),),
    ),
    Row(
        "戒毒条例 33",
        "decide-early-release",
        (*ISOLATION, received(Proposal.EARLY_RELEASE, "2025-06-02")),
        "2025-06-09",
        (released("2025-06-09"),),
    ),
    Row(
        "戒毒条例 33",
        "decide-extension",
        (*ISOLATION, received(Proposal.EXTENSION, "2026-01-28")),
        "2026-02-04",
        (extended("2026-02-04"),),
    ),
    Row(
        "戒毒条例 31",
        "decide-change",
        (*ISOLATION, received(Proposal.CHANGE, "2025-02-22")),
        "2025-03-01",
        (answered(Proposal.CHANGE, "2025-03-01"),),
    ),
    *(
        Row(
            "戒毒条例 33",
            "tell-of-early-release",
            EARLY,
            "2025-06-03",
            (served("2025-06-03", to, MeasureDecision.RELEASE),),
            to,
            counting="hours",
        )
        for to in (FAMILY, STATION)
    ),
    *(
        Row(
            "戒毒条例 33",
            "tell-of-extension",
            EXTENDED,
            "2026-02-04",
            (served("2026-02-04", to, MeasureDecision.EXTENSION),),
            to,
            counting="hours",
        )
        for to in (FAMILY, STATION)
    ),
    *(
        Row(
            "禁毒法 40",
            "tell-of-isolation",
            (*ISOLATION, served("2024-03-03")),
            "2024-03-04",
            (served("2024-03-04", to),),
            to,
            counting="hours",
        )
        for to in (FAMILY, STATION)
    ),
    Row(
        "戒毒条例 34",
        "announce-release",
        ISOLATION,
        "2026-02-27",
        (announced("2026-02-27"),),
    ),
    Row(
        "戒毒条例 27",
        "transfer-to-justice",
        (*ISOLATION, entered("2024-03-05")),
        "2024-09-05",
        (transferred("2024-09-05"),),
        counting="months",
    ),
    Row(
        "戒毒条例 27",
        "leave-police-facility",
        (*ISOLATION, entered("2024-03-05")),
        "2025-03-05",
        (transferred("2025-03-05"),),
        counting="months",
    ),
    Row(
        "戒毒条例 34",
        "give-isolation-certificate",
        (*ISOLATION, released("2026-03-01", ReleaseManner.AT_EXPIRY)),
        "2026-03-01",
        (served("2026-03-01", decision=MeasureDecision.RELEASE),),
        counting="none",
    ),
    Row(
        "治安管理处罚法 122",
        "give-detention-certificate",
        (ordered(MeasureKind.DETENTION, "2026-03-02"), released("2026-03-12", ReleaseManner.AT_EXPIRY)),
        "2026-03-12",
        (served("2026-03-12", decision=MeasureDecision.RELEASE),),
        counting="none",
    ),
    Row(
        "吸毒成瘾认定办法 6",
        "find-addiction",
        TEST,
        "2026-03-03",
        (found("2026-03-03T10:30"),),
        counting="hours",
    ),
    Row(
        "吸毒检测程序规定",
        "object-to-on-site-result",
        TEST,
        "2026-03-05",
        (objected("2026-03-05"),),
        over=Status.LAPSED,
    ),
    Row(
        "吸毒检测程序规定",
        "decide-on-laboratory-test",
        (*TEST, objected("2026-03-05")),
        "2026-03-08",
        (decided("2026-03-08"),),
    ),
    Row(
        "吸毒检测程序规定",
        "send-sample-to-laboratory",
        (*TEST, objected("2026-03-03"), decided("2026-03-04")),
        "2026-03-07",
        (sent("2026-03-07"),),
    ),
    Row(
        "吸毒检测程序规定",
        "object-to-laboratory-result",
        TOLD,
        "2026-03-12",
        (objected("2026-03-12"),),
        over=Status.LAPSED,
    ),
    Row(
        "吸毒检测程序规定",
        "decide-on-retest",
        (*TOLD, objected("2026-03-10")),
        "2026-03-13",
        (decided("2026-03-13"),),
    ),
    Row(
        "吸毒检测程序规定",
        "send-sample-to-retest",
        (*TOLD, objected("2026-03-10"), decided("2026-03-11")),
        "2026-03-14",
        (sent("2026-03-14"),),
    ),
    Row(
        "治安管理处罚法 116",
        "serve-penalty",
        (penalty("2026-02-27"),),
        "2026-03-01",
        (penalty_served("2026-03-01"),),
    ),
    Row(
        "治安管理处罚法 118",
        "handle-penalty-case",
        (accepted("2026-03-02"),),
        "2026-04-01",
        (case_closed("2026-04-01"),),
    ),
    Row(
        "治安管理处罚法 118",
        "handle-penalty-case",
        (accepted("2026-03-02"), case_extended("2026-03-30"), case_extended("2026-04-30")),
        "2026-05-31",
        (case_closed("2026-05-31"),),
    ),
    Row(
        "行政复议法 (60日)",
        "apply-for-review",
        DETOX,
        "2026-05-06",
        (appealed("2026-05-06", AppealRoute.REVIEW),),
        over=Status.LAPSED,
    ),
    Row(
        "行政诉讼法 46",
        "sue",
        DETOX,
        "2026-09-04",
        (appealed("2026-09-04", AppealRoute.LAWSUIT),),
        over=Status.LAPSED,
        counting="months",
    ),
]
