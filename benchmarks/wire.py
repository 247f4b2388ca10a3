"""Invented agency news of any length, for timing: names, figures, dates and who says so vary; a seed decides all."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "claims" / "sample" / "reports.jsonl"

_STARTS = "Ar Bel Cor Dan El Far Gol Hal Ist Jor Kal Lor Mar Nor Or Pel Ras Sel Tar Ul Ver Yal Zor".split()
_MIDDLES = "a e i o u an en il or ad eri ova ina eto".split()
_ENDS = "din kov mar nes rad san tov vik yan zeh bek dor".split()
_PLACES = "burg dale ford grad mouth port stan ville wick".split()
_GIVEN = """Ana Boris Clara David Elena Farid Grace Hugo Irina Joseph Karim Laila Martin Nadia Omar Paula Rashid Sonia
Tomas Vera""".split()
_ROLES = """prime minister;foreign minister;central bank governor;army chief;opposition leader;health secretary;
regional governor;company spokesman;union leader;aid coordinator;chief prosecutor;energy envoy""".split(";")
_BODIES = """Water Authority;Grain Board;Election Commission;Border Service;Rail Company;Port Union;Health Ministry;
Relief Fund;Mining Group;Weather Office""".split(";")
_THINGS = """dam;pipeline;harbour;ceasefire;budget;power plant;vaccine programme;trade agreement;bridge;hospital;
tax reform;border crossing;peace plan;airport;grain shipment""".split(";")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_SENTENCES = """The {body} of {place} approved the {thing} on {day}.
{person}, the {role}, said on {day} that {number} people had been moved out of {place}.
"We will not sign the {thing} before {month}," {person} told reporters in {place}.
The {thing} will cost about {money} million dollars, according to the {body}.
{surname} denied that the {thing} was delayed, and accused the {body} of hiding {number} documents.
She added that the {body} had not been asked.
He said the {thing} could open {month} {date} if the {body} agreed.
Officials in {place} said that {number} workers, {small} engineers and {small} drivers were still missing.
It is expected to close within {small} weeks.
Prices in {place} rose by {small}.{small} percent in {month}, the {body} reported, after {small} percent a year earlier.
{person} and {person} met in {place} on {day} to discuss the {thing}, which has been closed since {month} {year}.
The group rejected the offer.
Two sources close to {surname} said the {role} had told the {body} to wait.
Between {number} and {number} tonnes of wheat reached {place} last week, state media reported.
The {role} visited {place}, {place} and {place} and opened a {thing} there.
Why the {thing} failed is unclear.
Critics say the {body}'s plan, drawn up by {person} in {year}, would leave {number} homes in {place} without power.
"This is the largest {thing} in the region," said {person}, {role} of {place}, "and nobody has paid for it."
In {year}, the {body} sold {small} of its {small} ships to a company in {place}; the {role} called the sale "a mistake".
The meeting was to be held in {place}, but {surname} refused to attend.
A court in {place} sentenced {person} to {small} years in prison for taking bribes from the {body}.
They were not available for comment.""".split("\n")


def wire_text(characters: int, seed: int = 1) -> str:
    """About `characters` of stories one after the other: the sample reports once, then invented ones."""
    stories: list[str] = []
    length = 0
    for story in _stories(random.Random(seed)):
        stories.append(story)
        length += len(story) + 2
        if length >= characters:
            break
    return "\n\n".join(stories)[:characters].rstrip()


def _stories(chance: random.Random) -> Iterator[str]:
    for row in SAMPLE.read_text(encoding="utf-8").splitlines():
        yield json.loads(row)["text"]
    while True:
        yield _story(chance)


def _story(chance: random.Random) -> str:
    """A headline and a few paragraphs about the same few people, bodies and places, as in a real report."""
    cast = {
        "person": [invented_name(chance) for _ in range(3)],
        "place": [invented_place(chance) for _ in range(3)],
        "body": [f"{_word(chance, _PLACES)} {chance.choice(_BODIES).strip()}" for _ in range(2)],
        "thing": [one.strip() for one in chance.sample(_THINGS, 2)],
        "role": [one.strip() for one in chance.sample(_ROLES, 2)],
    }
    paragraphs = [
        " ".join(_sentence(chance, cast) for _ in range(chance.randint(1, 4))) for _ in range(chance.randint(4, 9))
    ]
    headline = f"{cast['place'][0]} {cast['thing'][0]} in doubt"
    return "\n\n".join([headline, f"{cast['place'][0].upper()} (Wire) - {paragraphs[0]}", *paragraphs[1:]])


def _sentence(chance: random.Random, cast: dict[str, list[str]]) -> str:
    pattern = chance.choice(_SENTENCES)
    while "{" in pattern:
        before, _, after = pattern.partition("{")
        name, _, rest = after.partition("}")
        pattern = before + _filled(name, chance, cast) + rest
    return pattern


def _filled(name: str, chance: random.Random, cast: dict[str, list[str]]) -> str:
    if name == "surname":
        return chance.choice(cast["person"]).split()[-1]
    if name in cast:
        return chance.choice(cast[name])
    if name == "number":
        return f"{chance.randint(20, 9000):,}"
    low, high = {"small": (2, 19), "money": (20, 900), "date": (1, 28), "year": (1990, 2024)}.get(name, (0, 0))
    return str(chance.randint(low, high)) if high else chance.choice(_DAYS if name == "day" else _MONTHS)


def invented_name(chance: random.Random) -> str:
    return f"{chance.choice(_GIVEN)} {_word(chance, _ENDS)}"


def invented_place(chance: random.Random) -> str:
    return _word(chance, _PLACES)


def _word(chance: random.Random, ends: list[str]) -> str:
    return chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(ends)
