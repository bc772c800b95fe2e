"""The commands on streams that are no persons, by collection."""

from ...domain import kinds
from ...domain.campaign import commands as enforcement
from ...domain.case import commands as case
from ...domain.commands import Command
from ...domain.cooperation_agreement import commands as agreement
from ...domain.fund import commands as fund
from ...domain.key_task import commands as key_task
from ...domain.kind import Kind
from ...domain.liaison_station import commands as liaison
from ...domain.media_post import commands as media_post
from ...domain.prevention_plan import commands as prevention_plan
from ...domain.responsibility import commands as responsibility
from ...domain.school_programme import commands as school_programme
from ...domain.screening_campaign import commands as screening_campaign
from ...domain.station import commands as station
from ...domain.survey import commands as survey
from ...domain.venue import commands as venue
from .collections import ON_ANY_RECORD, Collection


def _collection(kind: Kind, begins: type[Command], **commands: type[Command]) -> Collection:
    """A collection whose commands go by these paths, with hyphens for underscores."""
    tagged = {path.replace("_", "-"): (kind.name, command) for path, command in commands.items()}
    return Collection(kind.name, kind.name, begins, {**tagged, **ON_ANY_RECORD})


COUNTY_COLLECTIONS: dict[str, Collection] = {
    kinds.CASE.collection: _collection(
        kinds.CASE,
        case.OpenCase,
        suspects=case.AddSuspect,
        arrests=case.RecordArrest,
        seizures=case.RecordSeizure,
        cooperations=case.RecordCooperation,
        campaigns=case.JoinCampaign,
        closings=case.CloseCase,
        reopenings=case.ReopenCase,
    ),
    kinds.CAMPAIGN.collection: _collection(
        kinds.CAMPAIGN,
        enforcement.StartCampaign,
        goals=enforcement.SetCampaignGoals,
        endings=enforcement.EndCampaign,
    ),
    kinds.COOPERATION_AGREEMENT.collection: _collection(
        kinds.COOPERATION_AGREEMENT,
        agreement.SignCooperationAgreement,
        requests=agreement.RecordCooperationRequest,
        answers=agreement.AnswerCooperationRequest,
        endings=agreement.EndCooperationAgreement,
    ),
    kinds.LIAISON_STATION.collection: _collection(
        kinds.LIAISON_STATION,
        liaison.OpenLiaisonStation,
        years=liaison.ConfirmLiaisonYear,
        closings=liaison.CloseLiaisonStation,
    ),
    kinds.SCREENING_CAMPAIGN.collection: _collection(
        kinds.SCREENING_CAMPAIGN,
        screening_campaign.OpenScreeningCampaign,
        targets=screening_campaign.AddScreeningTargets,
        target_screenings=screening_campaign.RecordTargetScreening,
        target_droppings=screening_campaign.DropScreeningTarget,
        closings=screening_campaign.CloseScreeningCampaign,
        reopenings=screening_campaign.ReopenScreeningCampaign,
    ),
    kinds.RESPONSIBILITY.collection: _collection(
        kinds.RESPONSIBILITY,
        responsibility.OpenResponsibility,
        assignments=responsibility.AssignResponsibility,
        renewals=responsibility.RenewResponsibility,
        endings=responsibility.EndResponsibility,
        closings=responsibility.CloseResponsibility,
    ),
    kinds.KEY_TASK.collection: _collection(
        kinds.KEY_TASK,
        key_task.SetKeyTask,
        progress_reports=key_task.ReportKeyTaskProgress,
        completions=key_task.ReportKeyTaskDone,
        verifications=key_task.VerifyKeyTask,
        returns=key_task.SendBackKeyTask,
        scores=key_task.ScoreKeyTask,
        vetoes=key_task.VetoKeyTask,
        deadline_extensions=key_task.ExtendKeyTaskDeadline,
        withdrawals=key_task.WithdrawKeyTask,
    ),
    kinds.FUND.collection: _collection(
        kinds.FUND,
        fund.PlanFund,
        amendments=fund.AmendFund,
        spendings=fund.RecordSpending,
        closings=fund.CloseFund,
    ),
    kinds.STATION.collection: _collection(
        kinds.STATION,
        station.OpenStation,
        assessments=station.AssessStation,
        posts=station.FillPost,
        vacancies=station.VacatePost,
        trainings=station.RecordTraining,
        closings=station.CloseStation,
    ),
    kinds.PREVENTION_PLAN.collection: _collection(
        kinds.PREVENTION_PLAN,
        prevention_plan.MakePreventionPlan,
        amendments=prevention_plan.AmendPreventionPlan,
        activities=prevention_plan.RecordPreventionActivity,
        closings=prevention_plan.ClosePreventionPlan,
    ),
    kinds.VENUE.collection: _collection(
        kinds.VENUE,
        venue.OpenVenue,
        investments=venue.InvestInVenue,
        closings=venue.CloseVenue,
    ),
    kinds.SCHOOL_PROGRAMME.collection: _collection(
        kinds.SCHOOL_PROGRAMME,
        school_programme.RegisterSchool,
        items=school_programme.RecordSchoolItem,
        closings=school_programme.CloseSchoolProgramme,
    ),
    kinds.MEDIA_POST.collection: _collection(
        kinds.MEDIA_POST,
        media_post.PublishMediaPost,
        withdrawals=media_post.WithdrawMediaPost,
    ),
    kinds.SURVEY.collection: _collection(kinds.SURVEY, survey.RecordSurvey),
}
