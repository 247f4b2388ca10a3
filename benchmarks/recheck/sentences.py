"""Invented claims of many fields: their words and meanings vary as those of news do; a seed decides all."""

import random
from collections.abc import Callable, Iterator

from benchmarks.wire import invented_name, invented_place

FIELDS = (
    """the central bank of {place}|the finance ministry|{name}'s party|the budget office > raised|cut|left unchanged|
    misjudged|defended > interest rates|the fuel tax|its forecast of growth|the pension age|tariffs on steel""",
    """the coast guard|a rescue team from {place}|divers|the crew of the ferry {name} > found|towed|searched for|lost|
    repaired > a sunken trawler|three missing sailors|an oil slick|the damaged hull|a drifting container""",
    """researchers in {place}|the vaccine board|Doctor {name}|a hospital in {place} > tested|withdrew|approved|
    ran short of|published data on > a malaria vaccine|a new blood test|the hip implant|antibiotics|a sleep study""",
    """the football club of {place}|striker {name}|the cycling union|the marathon organisers > signed|sold|suspended|
    beat|disqualified > a young goalkeeper|the defending champion|two doped riders|the visiting team|its own coach""",
    """the army of {place}|rebels led by {name}|peacekeepers|the border guard > shelled|retook|left|mined|crossed >
    the airport|a river crossing|three villages|the supply road|the old fortress""",
    """a court in {place}|prosecutor {name}|the appeals judge|the anti-graft bureau > sentenced|cleared|charged|
    extradited|fined > a former minister|the shipping magnate|two police officers|a bank director|the smuggling ring""",
    """the weather office|volunteers in {place}|farmer {name}|the water authority > warned of|measured|survived|
    drained|rebuilt after > the worst flood since {year}|a late frost|the dam breach|a locust swarm|the dry summer""",
    """the tech firm {name}|regulators in {place}|a start-up from {place}|the phone maker > bought|banned|unveiled|
    recalled|leaked > a face-reading camera|the payment app|its self-driving van|a faulty battery|stolen passwords""",
    """the rail company|commuters in {place}|engineer {name}|the airport of {place} > closed|electrified|delayed|
    inspected|blamed > the northern line|the night train|a cracked bridge|the signal failure|the new terminal""",
    """director {name}|the museum of {place}|a singer from {place}|the film festival > returned|stole|premiered|
    restored|cancelled > a looted bronze|the war documentary|an unknown sonata|the opening concert|a forged portrait""",
)
"""Subjects > verbs > objects of one field each."""
ENDINGS = """on {day}|in {year}|after a vote of {small} to {small}|at a cost of {small} million|, {name} said|
near {place}|for the {small}th time|despite protests in {place}|within {small} days|as {name} had asked|
, state radio reported|without giving a reason"""
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def claims(seed: int = 1) -> Iterator[str]:
    """Without end; equal seeds give equal claims."""
    chance = random.Random(seed)
    fields = [[_choices(part) for part in field.split(">")] for field in FIELDS]
    endings = _choices(ENDINGS)
    while True:
        pattern = [chance.choice(part) for part in chance.choice(fields)]
        pattern += chance.sample(endings, chance.randint(0, 2))
        said = _filled(" ".join(pattern), chance).replace(" ,", ",")
        yield said[0].upper() + said[1:] + "."


def _choices(listed: str) -> list[str]:
    return [choice.strip() for choice in listed.split("|")]


def _filled(pattern: str, chance: random.Random) -> str:
    fillers: dict[str, Callable[[], str]] = {
        "{name}": lambda: invented_name(chance),
        "{place}": lambda: invented_place(chance),
        "{year}": lambda: str(chance.randint(1950, 2024)),
        "{small}": lambda: str(chance.randint(2, 99)),
        "{day}": lambda: chance.choice(DAYS),
    }
    for gap, filler in fillers.items():
        while gap in pattern:
            pattern = pattern.replace(gap, filler(), 1)
    return pattern
