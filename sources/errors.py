"""What can go wrong with sources, in sentences that say what to do."""


class FactcheckError(Exception):
    """A failure we foresaw. `permanent` says that trying again can't help."""

    permanent = True


class UnusableReport(FactcheckError):
    """A report that can't be stored; `field` names what to mend."""

    def __init__(self, field: str, message: str, code: str = "invalid") -> None:
        super().__init__(message)
        self.field, self.message, self.code = field, message, code


class JudgementRefused(FactcheckError):
    """A judgement on entities that can't be; `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class KillRefused(FactcheckError):
    """A report that can't be taken back, or can't count again; `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class RatingRefused(FactcheckError):
    """A rating or an owner that can't be; `field` names what to mend, empty for the whole."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message
