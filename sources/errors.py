"""What can go wrong with sources, in sentences that say what to do."""


class FactcheckError(Exception):
    """A failure we foresaw. `permanent` says that trying again can't help."""

    permanent = True


class UnusableReport(FactcheckError):
    """A report that can't be stored; `field` names what to mend."""

    def __init__(self, field: str, message: str, code: str = "invalid") -> None:
        super().__init__(message)
        self.field, self.message, self.code = field, message, code
