"""Why an answer, or one thing in it, is not used."""


class Unanswered(Exception):
    """There is no usable answer; the message is a clause that follows "because".

    `retry` says that asking again may help, after `wait` seconds where the server said so. `spent` is the number of
    tokens it cost; None where that is not known.
    """

    def __init__(
        self, because: str, *, retry: bool = False, wait: float | None = None, spent: int | None = None
    ) -> None:
        super().__init__(because)
        self.retry, self.wait, self.spent = retry, wait, spent


class Unusable(Unanswered):
    """The endpoint answered, but nothing can be done with this answer; another question may fare better."""


class Refused(Exception):
    """One candidate does not hold; the message is ours alone, with none of the model's words in it."""
