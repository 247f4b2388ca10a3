"""What is asserted, and what we hold about it."""

from claims.models.appearance import Appearance
from claims.models.assignment import Assignment
from claims.models.attribution import Attribution
from claims.models.claim import Claim, ClaimEmbedding
from claims.models.contradiction import Contradiction
from claims.models.correction import Correction
from claims.models.credibility import Credibility
from claims.models.decision import Decision
from claims.models.decision_request import DecisionRequest
from claims.models.dispute import Dispute, DisputeContact
from claims.models.evidence import Evidence
from claims.models.export import Export
from claims.models.finding import Finding
from claims.models.judgement import Judgement
from claims.models.look import Look
from claims.models.mention import Mention
from claims.models.merge import Merge
from claims.models.publication import Publication, PublicationDue
from claims.models.reading import Reading
from claims.models.recheck import Recheck
from claims.models.rejection import Rejection
from claims.models.relation import Relation
from claims.models.report_change import ReportChange
from claims.models.reweighing import Reweighing
from claims.models.round import Round
from claims.models.suggestion import Suggestion
from claims.models.webhook import DeadLetter, Delivery, Endpoint

__all__ = [
    "Appearance",
    "Assignment",
    "Attribution",
    "Claim",
    "ClaimEmbedding",
    "Contradiction",
    "Correction",
    "Credibility",
    "DeadLetter",
    "Decision",
    "DecisionRequest",
    "Delivery",
    "Dispute",
    "DisputeContact",
    "Endpoint",
    "Evidence",
    "Export",
    "Finding",
    "Judgement",
    "Look",
    "Mention",
    "Merge",
    "Publication",
    "PublicationDue",
    "Reading",
    "Recheck",
    "Rejection",
    "Relation",
    "ReportChange",
    "Reweighing",
    "Round",
    "Suggestion",
]
