"""The table of contents of the HTTP commands: which command is asked for where. Every one is a POST."""

from ...domain.addiction import commands as addiction
from ...domain.aftercare import commands as aftercare
from ...domain.appeals import commands as appeals
from ...domain.assignment import commands as assignment
from ...domain.baseline import commands as baseline
from ...domain.classification import commands as classification
from ...domain.commands import Command
from ...domain.contact import commands as contact
from ...domain.duplicates import commands as duplicates
from ...domain.handover import commands as handover
from ...domain.identity import commands as identity
from ...domain.maternity import commands as maternity
from ...domain.measures import commands as measures
from ...domain.measures import community_commands as community_measures
from ...domain.measures import facility_commands as facility_measures
from ...domain.notes import commands as notes
from ...domain.pathways import commands as pathways
from ...domain.policy_register import commands as policy_register
from ...domain.proposals import commands as proposals
from ...domain.reviews import commands as reviews
from ...domain.safety import commands as safety
from ...domain.samples import commands as samples
from ...domain.sanctions import commands as sanctions
from ...domain.screening import commands as screening
from ...domain.support import commands as support
from ...domain.testing import commands as testing
from .collections import ON_ANY_RECORD, Collection
from .county_index import COUNTY_COLLECTIONS

PERSON_COMMANDS: dict[str, tuple[str, type[Command]]] = {
    "identity-corrections": ("identity", identity.CorrectIdentity),
    "contact-details": ("identity", identity.ChangeContactDetails),
    "residence-changes": ("identity", identity.ChangeResidence),
    "death": ("identity", identity.RecordDeath),
    "emigrations": ("identity", identity.RecordEmigration),
    "returns": ("identity", identity.RecordReturn),
    "screenings": ("screening", screening.RecordScreening),
    "suspicions": ("screening", screening.RecordSuspicion),
    "test-orders": ("testing", testing.OrderTest),
    "tests": ("testing", testing.RecordTest),
    "test-refusals": ("testing", testing.RecordTestRefusal),
    "test-evasions": ("testing", testing.RecordTestEvasion),
    "forced-test-approvals": ("testing", testing.ApproveForcedTest),
    "test-objections": ("testing", testing.ObjectToTestResult),
    "test-results-told": ("testing", testing.RecordResultTold),
    "test-objection-decisions": ("testing", testing.DecideTestObjection),
    "samples-sent": ("testing", testing.RecordSampleSent),
    "laboratory-results": ("testing", testing.RecordLaboratoryResult),
    "sample-collections": ("samples", samples.RecordSampleCollection),
    "baseline-items": ("baseline", baseline.RecordBaselineItem),
    "pregnancies": ("maternity", maternity.RecordPregnancy),
    "pregnancy-endings": ("maternity", maternity.EndPregnancy),
    "nursings": ("maternity", maternity.RecordNursing),
    "nursing-endings": ("maternity", maternity.EndNursing),
    "addiction-findings": ("addiction", addiction.RecordAddictionFinding),
    "tier-proposals": ("classification", classification.ProposeTier),
    "tier-assignments": ("classification", classification.AssignTier),
    "tier-objections": ("classification", classification.ObjectToTier),
    "tier-objection-reviews": ("classification", classification.ReviewTierObjection),
    "safety-concerns": ("safety", safety.RecordSafetyConcern),
    "safety-concern-liftings": ("safety", safety.LiftSafetyConcern),
    "custody-unfitness-findings": ("safety", safety.RecordCustodyUnfitness),
    "worker-assignments": ("assignment", assignment.AssignWorker),
    "worker-assignment-endings": ("assignment", assignment.EndWorkerAssignment),
    "handover-offers": ("handover", handover.OfferHandover),
    "handover-acceptances": ("handover", handover.AcceptHandover),
    "handover-refusals": ("handover", handover.RefuseHandover),
    "handover-withdrawals": ("handover", handover.WithdrawHandover),
    "visits": ("contact", contact.RecordVisit),
    "talks": ("contact", contact.RecordTalk),
    "contact-losses": ("contact", contact.RecordContactLost),
    "contact-restorations": ("contact", contact.RecordContactRestored),
    "leaves": ("contact", contact.GrantLeave),
    "leave-returns": ("contact", contact.RecordLeaveReturn),
    "support-grants": ("support", support.GrantSupport),
    "support-endings": ("support", support.EndSupport),
    "job-placements": ("support", support.PlaceInJob),
    "job-endings": ("support", support.EndJob),
    "aftercare-milestones": ("aftercare", aftercare.PlanMilestone),
    "aftercare-milestone-achievements": ("aftercare", aftercare.ReachMilestone),
    "aftercare-milestone-misses": ("aftercare", aftercare.MissMilestone),
    "aftercare-milestone-excuses": ("aftercare", aftercare.ExcuseMilestone),
    "abstinence-starts": ("aftercare", aftercare.StartAbstinence),
    "abstinence-pauses": ("aftercare", aftercare.PauseAbstinence),
    "abstinence-resumptions": ("aftercare", aftercare.ResumeAbstinence),
    "abstinence-resets": ("aftercare", aftercare.ResetAbstinence),
    "three-year-abstinence-confirmations": ("aftercare", aftercare.ConfirmThreeYearAbstinence),
    "dynamic-control-endings": ("aftercare", aftercare.EndDynamicControl),
    "plans": ("pathways", pathways.StartPlan),
    "plan-endings": ("pathways", pathways.EndPlan),
    "measures": ("measures", measures.OrderMeasure),
    "decision-services": ("measures", measures.ServeDecision),
    "measure-pauses": ("measures", measures.PauseMeasure),
    "measure-resumptions": ("measures", measures.ResumeMeasure),
    "measure-extensions": ("measures", measures.ExtendMeasure),
    "measure-changes": ("measures", measures.ChangeMeasure),
    "releases": ("measures", measures.ReleaseFromMeasure),
    "measure-terminations": ("measures", measures.TerminateMeasure),
    "measure-completions": ("measures", measures.CompleteMeasure),
    "measure-cancellations": ("measures", measures.CancelMeasure),
    "reportings": ("measures", community_measures.RecordReporting),
    "failures-to-report": ("measures", community_measures.RecordFailureToReport),
    "agreements": ("measures", community_measures.SignAgreement),
    "measure-moves": ("measures", community_measures.MoveMeasure),
    "breaches": ("measures", community_measures.RecordBreach),
    "absences": ("measures", community_measures.RecordAbsence),
    "warnings": ("measures", community_measures.IssueWarning),
    "serious-breaches": ("measures", community_measures.FindSeriousBreach),
    "police-reports": ("measures", community_measures.ReportToPolice),
    "facility-entries": ("measures", facility_measures.EnterFacility),
    "facility-transfers": ("measures", facility_measures.TransferFacility),
    "medical-leaves": ("measures", facility_measures.GrantMedicalLeave),
    "medical-leave-endings": ("measures", facility_measures.EndMedicalLeave),
    "escapes": ("measures", facility_measures.RecordEscape),
    "recaptures": ("measures", facility_measures.RecordRecapture),
    "diagnostic-assessments": ("measures", facility_measures.AssessMeasure),
    "proposals": ("measures", proposals.ReceiveProposal),
    "proposal-answers": ("measures", proposals.AnswerProposal),
    "release-announcements": ("measures", proposals.AnnounceRelease),
    "notes": ("notes", notes.AddNote),
    "documents": ("notes", notes.AttachDocument),
    "penalties": ("sanctions", sanctions.DecidePenalty),
    "penalty-services": ("sanctions", sanctions.RecordPenaltyServed),
    "penalty-endings": ("sanctions", sanctions.EndPenalty),
    "penalty-cases": ("sanctions", sanctions.AcceptPenaltyCase),
    "penalty-case-extensions": ("sanctions", sanctions.ExtendPenaltyCase),
    "penalty-case-closings": ("sanctions", sanctions.ClosePenaltyCase),
    "appeals": ("appeals", appeals.FileAppeal),
    "appeal-decisions": ("appeals", appeals.DecideAppeal),
    "appeal-withdrawals": ("appeals", appeals.WithdrawAppeal),
    **ON_ANY_RECORD,
    "review-decisions": ("reviews", reviews.DecideReview),
    "duplicate-dismissals": ("duplicates", duplicates.DismissDuplicate),
    "merges": ("duplicates", duplicates.MergePersons),
    "unmerges": ("duplicates", duplicates.UnmergePersons),
}

REGISTER_COMMANDS: dict[str, type[Command]] = {
    # path: command
    "policies": policy_register.PublishPolicy,
    "policy-retirements": policy_register.RetirePolicy,
}

COLLECTIONS: dict[str, Collection] = {
    # by path
    "persons": Collection("person", "identity", identity.RegisterPerson, PERSON_COMMANDS),
    **COUNTY_COLLECTIONS,
}
