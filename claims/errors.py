"""What can go wrong with claims, in sentences that say what to do."""

from uuid import UUID

from sources.errors import FactcheckError, JudgementRefused


class DecisionRefused(FactcheckError):
    """A decision that the rules do not allow; `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class StaleDecision(DecisionRefused):
    """The claim is no longer as the reviewer saw it (HTTP 409)."""

    def __init__(self, seen: str, now: str) -> None:
        super().__init__(
            "stale",
            f"You decided on a claim that was {seen}; meanwhile it became {now}. "
            "Open it again, read what changed, and decide on that.",
        )


class StatementChanged(StaleDecision):
    """The claim no longer says what the reviewer read (HTTP 409)."""

    def __init__(self, statement: str) -> None:
        DecisionRefused.__init__(
            self,
            "stale",
            f"The claim was edited while you were deciding. It now reads: “{statement}” "
            "Read its evidence again, and decide on that.",
        )


class FindingChanged(StaleDecision):
    """The machine proposes something else than the reviewer saw (HTTP 409)."""

    def __init__(self) -> None:
        DecisionRefused.__init__(
            self, "stale", "New evidence came in while you were deciding. Read it, and decide on all of it."
        )


class NoSuchMove(DecisionRefused):
    def __init__(self, source: str, target: str) -> None:
        super().__init__("no_such_move", f"A claim can't go from {source} to {target}.")


class EvidenceMissing(DecisionRefused):
    def __init__(self) -> None:
        super().__init__("evidence_missing", "A verdict needs evidence: cite at least one passage.")


class EvidenceUnfit(DecisionRefused):
    """None of the evidence cited takes the side of the verdict, as far as its judge read it."""

    CODE = "evidence_unfit"

    def __init__(self, to: str) -> None:
        verb = "refutes" if to == "refuted" else "supports"
        super().__init__(
            self.CODE,
            f"The judge holds of none of the passages you cite that it {verb} the claim. Cite one that does, choose "
            "another status, or say that you read them otherwise.",
        )


class RationaleMissing(DecisionRefused):
    def __init__(self) -> None:
        super().__init__("rationale_missing", "Say why, in a sentence a reader can check.")


class MergedClaim(DecisionRefused):
    def __init__(self, kept: str) -> None:
        super().__init__(
            "merged", f"This claim is held to be the same as “{kept}” Decide on that one; it counts for both."
        )


class OwnClaim(DecisionRefused):
    def __init__(self) -> None:
        super().__init__(
            "own_claim",
            "You wrote, accepted or last edited this claim, or one held to be the same, so someone else must judge it "
            "(four eyes).",
        )


class MayNotReinstate(DecisionRefused):
    def __init__(self) -> None:
        super().__init__(
            "may_not_reinstate",
            "A withdrawn claim comes back only through those who may reinstate it. Ask one of them.",
        )


class SecondPersonNeeded(DecisionRefused):
    def __init__(self) -> None:
        super().__init__(
            "second_person_needed",
            "This verdict is published, so a second person has to confirm the change. Ask for it, then it waits.",
        )


class SecondPersonNotNeeded(DecisionRefused):
    def __init__(self) -> None:
        super().__init__("second_person_not_needed", "Nobody has to confirm this move. Decide on it yourself.")


class AlreadyRequested(DecisionRefused):
    def __init__(self, by: str) -> None:
        super().__init__(
            "already_requested",
            f"A change that {by} asked for waits for a second person. Confirm or reject that one first.",
        )


class RequestGone(StaleDecision):
    """Somebody was quicker (HTTP 409)."""

    def __init__(self, state: str) -> None:
        DecisionRefused.__init__(
            self,
            "stale",
            f"This change does not wait any more; it is {state}. Open the claim and read where it stands.",
        )


class SamePerson(DecisionRefused):
    def __init__(self) -> None:
        super().__init__(
            "same_person", "You asked for this change, so someone else must confirm or reject it. You can take it back."
        )


class NotTheirs(DecisionRefused):
    def __init__(self, by: str) -> None:
        super().__init__("not_theirs", f"{by} asked for this change, so only they can take it back. You can reject it.")


class RequesterGone(DecisionRefused):
    def __init__(self, by: str) -> None:
        super().__init__(
            "requester_gone", f"{by}, who asked for this change, is no reviewer any more. Reject it and ask anew."
        )


class AnswerMissing(DecisionRefused):
    def __init__(self) -> None:
        super().__init__("answer_missing", "Say why you confirm or reject it, in a sentence.")


class AssignmentRefused(FactcheckError):
    """Work that can't be given or taken like this; `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class NotAReviewer(DecisionRefused):
    def __init__(self) -> None:
        super().__init__("not_a_reviewer", "Only a reviewer may decide. Ask an administrator for the role.")


class ClaimRefused(FactcheckError):
    """A claim that can't be written or edited like this; `field` names what to mend, empty for the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class JudgementInTheWay(JudgementRefused):
    """A judgement that contradicts what stands; `judgement` is the one to withdraw first."""

    def __init__(self, code: str, message: str, judgement: UUID) -> None:
        super().__init__(code, message)
        self.judgement = judgement


class RelationRefused(FactcheckError):
    """A relation that can't be settled like this; `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class LookRefused(FactcheckError):
    """A look or a rule that can't be; the message is for people."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class CredibilityRefused(FactcheckError):
    """A judgement of evidence that can't be; `field` names what to mend, empty for the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class CorrectionRefused(FactcheckError):
    """A correction that can't be; `field` names what to mend, empty for the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class DisputeRefused(FactcheckError):
    """A dispute, or an answer to one, that can't be; `field` names what to mend, empty for the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class ExportRefused(FactcheckError):
    """An export that can't be made; `field` names what to mend."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class TooManyExports(FactcheckError):
    """One who asks waits for too many exports already (HTTP 429)."""

    def __init__(self, most: int) -> None:
        super().__init__(f"You are waiting for {most} exports; ask for another one when one of them is done.")


class ExportCalledOff(FactcheckError):
    def __init__(self) -> None:
        super().__init__("The export was called off while it was made.")
