"""Sentences made of parts: the same act, its denial and its contrary, told plainly and by someone."""

import random
from collections.abc import Iterator, Sequence

from training.stance.pairs import NOT_ENOUGH, REFUTES, SUPPORTS, Example, target

# What was done, in words that agree; what was done instead.
ACTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("attended", "took part in", "was present at", "joined"),
        ("was absent from", "stayed away from", "skipped", "missed", "boycotted"),
    ),
    (("approved", "passed", "voted for", "backed"), ("rejected", "voted down", "blocked", "threw out")),
    (("signed", "put its name to", "endorsed"), ("refused to sign", "walked away from", "declined to sign")),
    (("cancelled", "called off", "scrapped"), ("held", "went ahead with", "did not cancel")),
    (("closed", "shut", "shut down"), ("kept open", "opened", "did not close")),
    (("won", "came first in", "triumphed in"), ("lost", "was beaten in", "finished last in")),
    (("confirmed", "acknowledged"), ("denied", "rejected reports of")),
    (("raised", "increased", "put up"), ("cut", "lowered", "reduced")),
    (("bought", "acquired", "took over"), ("sold", "disposed of")),
    (("banned", "prohibited", "outlawed"), ("allowed", "permitted", "legalised")),
    (("released", "freed", "let go"), ("arrested", "detained", "jailed")),
    (("joined", "became a member of"), ("left", "quit", "withdrew from")),
    (("started", "began", "launched"), ("ended", "stopped", "halted")),
    (("survived",), ("died in", "was killed in")),
    (("paid", "settled"), ("failed to pay", "defaulted on", "did not pay")),
    (("accepted", "agreed to"), ("turned down", "refused", "declined")),
    (("repaired", "restored"), ("destroyed", "damaged", "demolished")),
    (("invited guests to", "opened its doors to"), ("barred everyone from", "shut everyone out of")),
)
OBJECTS = {
    "attended": (
        "the foreign ministers' meeting",
        "the summit in Oslo",
        "Saturday's ceremony",
        "the trade talks",
        "the hearing",
        "the memorial service",
        "the climate conference",
        "the opening of the bridge",
    ),
    "approved": (
        "the budget",
        "the pension bill",
        "the merger",
        "the new school plan",
        "the treaty",
        "the tax on sugar",
    ),
    "signed": (
        "the ceasefire agreement",
        "the fishing accord",
        "the trade deal",
        "the joint statement",
        "the contract",
    ),
    "cancelled": (
        "the inauguration",
        "the parade",
        "Sunday's concert",
        "the election rally",
        "the summit",
        "the festival",
    ),
    "closed": ("the hospital in Tarn", "the border crossing", "the harbour", "the Ostrow mine", "the old airport"),
    "won": ("the final in Lyon", "the regional election", "the sprint", "the chess match", "the lawsuit"),
    "confirmed": ("the death of the general", "the data breach", "the resignation", "the leak at the plant"),
    "raised": ("interest rates", "bus fares", "the minimum wage", "the price of bread", "the age limit"),
    "bought": ("the shipyard", "the newspaper", "the vineyard", "the airline's cargo arm", "a stake in the bank"),
    "banned": ("fireworks", "the protest", "short-term rentals", "the party", "diesel cars in the centre"),
    "released": ("the two journalists", "the hostages", "the former mayor", "the fishermen", "the opposition leader"),
    "joined": ("the coalition", "the currency union", "the league", "the alliance", "the strike"),
    "started": ("the drilling", "the blockade", "the evacuation", "the peace talks", "the vaccination campaign"),
    "survived": ("the avalanche", "the crash near Brenn", "the fire in the tunnel", "the attack"),
    "paid": ("the fine", "the ransom", "its suppliers", "the damages", "last month's wages"),
    "accepted": ("the resignation", "the offer of mediation", "the award", "the apology", "the invitation"),
    "repaired": ("the dam", "the mosque", "the railway bridge", "the manuscript", "the water pipes"),
    "invited guests to": ("the session", "the trial", "the reactor", "the archive"),
}
ACTORS = (
    "Russia",
    "Norland",
    "The interim government",
    "The Brenn city council",
    "Mayor Ana Lima",
    "The health ministry",
    "Veltra",
    "The union",
    "The court in Tarn",
    "Peru",
    "The army",
    "The opposition party",
    "Minister Paul Rask",
    "The club",
    "Harbour Line",
    "The Ostrow police",
    "Kenya",
    "The museum",
    "Professor Ilse Brandt",
    "The bishop",
)
WHEN = ("", " on Monday", " on Wednesday", " last week", " in May", " in 2019")
TOLD = (
    "{}, officials said.",
    "{}, a spokesman said on Tuesday.",
    "{}, the ministry said.",
    "{}, TASS reported.",
    "According to the police, {}.",
    "The governor told reporters that {}.",
    "“{},” she said.",
    "{}, the agency said, citing a statement.",
    "{}, according to people who were there.",
    "In a statement the office said that {}.",
    "{}.",
    "{}.",
    "{}.",
    "{}, which surprised many observers.",
    "{}, the first time in ten years.",
    "As expected, {}.",
    "{} after long debate.",
)
OPEN = (
    "It is not known whether {}.",
    "Did it happen? {}?",
    "Rumours that {} could not be confirmed.",
    "It is unclear if {}.",
    "The mayor declined to say whether {}.",
    "{}, it was reported, but there was no confirmation.",
    "If {}, the talks will go on.",
)
PLAIN_PAST = {
    "attended": "attend",
    "took part in": "take part in",
    "joined": "join",
    "approved": "approve",
    "passed": "pass",
    "backed": "back",
    "signed": "sign",
    "endorsed": "endorse",
    "cancelled": "cancel",
    "called off": "call off",
    "scrapped": "scrap",
    "closed": "close",
    "shut": "shut",
    "won": "win",
    "confirmed": "confirm",
    "raised": "raise",
    "increased": "increase",
    "bought": "buy",
    "acquired": "acquire",
    "banned": "ban",
    "released": "release",
    "freed": "free",
    "started": "start",
    "began": "begin",
    "launched": "launch",
    "paid": "pay",
    "accepted": "accept",
    "repaired": "repair",
    "restored": "restore",
}


def contraries(count: int, rng: random.Random) -> Iterator[Example]:
    """`count` claims beside sentences that say it, deny it, say its contrary, leave it open, or tell of others."""
    for _ in range(count):
        done, undone = rng.choice(ACTS)
        thing, other = rng.sample(OBJECTS[done[0]], 2)
        who, stranger = rng.sample(ACTORS, 2)
        when = rng.choice(WHEN)
        said, denied = _said(who, done, thing, when, rng), _contrary(who, done, undone, thing, when, rng)
        if rng.random() < 0.5:
            said, denied, done, undone = denied, said, undone, done
        claim = f"{said[0].upper()}{said[1:]}."
        yield Example(claim, told(said, rng), target(SUPPORTS, 0.04))
        yield Example(claim, told(denied, rng), target(REFUTES, 0.04))
        if rng.random() < 0.6:
            yield Example(claim, rng.choice(OPEN).format(_low(said)), target(NOT_ENOUGH, 0.04))
        if rng.random() < 0.6:
            apart = [said.replace(thing, other), said.replace(who, stranger), denied.replace(who, stranger)]
            yield Example(claim, told(rng.choice(apart), rng), target(NOT_ENOUGH, 0.06))


def told(statement: str, rng: random.Random) -> str:
    """The statement as a sentence of a report, often with who says so."""
    frame = rng.choice(TOLD)
    plain = statement.rstrip(".")
    text = frame.format(plain if frame.startswith(("{", "“")) else _low(plain))
    return text[0].upper() + text[1:]


def _said(who: str, done: Sequence[str], thing: str, when: str, rng: random.Random) -> str:
    return f"{who} {rng.choice(done)} {thing}{when}"


def _contrary(who: str, done: Sequence[str], undone: Sequence[str], thing: str, when: str, rng: random.Random) -> str:
    verbs = [verb for verb in done if verb in PLAIN_PAST]
    if verbs and rng.random() < 0.5:
        return f"{who} did not {PLAIN_PAST[rng.choice(verbs)]} {thing}{when}"
    return f"{who} {rng.choice(undone)} {thing}{when}"


def _low(statement: str) -> str:
    """In the middle of a sentence; names keep their capital."""
    return statement.replace("The ", "the ", 1) if statement.startswith("The ") else statement
