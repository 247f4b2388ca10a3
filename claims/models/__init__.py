"""What is asserted, and what we hold about it."""

from claims.models.appearance import Appearance
from claims.models.attribution import Attribution
from claims.models.claim import Claim, ClaimEmbedding
from claims.models.contradiction import Contradiction
from claims.models.decision import Decision
from claims.models.evidence import Evidence
from claims.models.finding import Finding
from claims.models.look import Look
from claims.models.mention import Mention
from claims.models.reading import Reading
from claims.models.recheck import Recheck
from claims.models.round import Round

__all__ = [
    "Appearance",
    "Attribution",
    "Claim",
    "ClaimEmbedding",
    "Contradiction",
    "Decision",
    "Evidence",
    "Finding",
    "Look",
    "Mention",
    "Reading",
    "Recheck",
    "Round",
]
