"""Words that say the same of one thing ("shut", "closed"), and what goes without saying beside some words."""

from collections.abc import Iterable, Set

from claims.pipeline.compare.words import stem

# A line is one meaning; a word of two meanings stands on two lines.
_LINES = """
close shut shutter seal
close shut bar ban block
ban forbid prohibit outlaw
convict guilty
kill die
injure hurt wound
rescue save
arrest custody
dismiss sack fire oust
resign quit
hire recruit employ
appoint name
approve adopt endorse
reject refuse
oppose against
postpone delay defer
cancel scrap
begin start commence
end finish conclude
buy acquire purchase takeover
sell offload
build construct erect
demolish raze
mend repair fix
steal rob theft
find discover
choose elect
allow permit let
move relocate
strike walkout
agree agreement accord pact deal
marry wed
rise increase climb grow jump gain
fall drop decline decrease slip
lorry truck
ship vessel boat
plane aircraft jet
car vehicle
firm company business
shop store
pupil student
worker employee
wage pay salary
doctor physician
lawyer attorney
flat apartment
fire blaze
earthquake quake
expect anticipate forecast
cause trigger
show reveal
deny rebuff
warn caution
vote ballot
large big
help aid assist
attack assault raid
protest rally demonstration
need require
use employ
price cost
"""
# Whoever reads the word after the colon takes the others for granted.
_IMPLIED = """
court jury judge tribunal: convict acquit sentence guilty
police officer: arrest
people person: kill die injure rescue evacuate
voter: elect
temperature: degree celsius fahrenheit
"""


def _lines() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in filter(None, _LINES.splitlines()):
        meaning = frozenset(map(stem, line.split()))
        found |= {word: found.get(word, frozenset()) | meaning for word in meaning}
    return found


def _implied() -> dict[str, frozenset[str]]:
    rows = (line.split(":") for line in _IMPLIED.splitlines() if line)
    return {stem(word): frozenset(map(stem, by.split())) for words, by in rows for word in words.split()}


EQUALS, _IMPLIED_BY = _lines(), _implied()


def equal(word: str, said: Set[str]) -> str:
    """The stem among `said` that says the same as a stem, or from which it follows; "" where none does."""
    ways = EQUALS.get(word, frozenset()) | _IMPLIED_BY.get(word, frozenset())
    return min(ways & said - {word}, default="")


def all_equal(words: Iterable[str], said: Set[str]) -> dict[str, str]:
    """Each of the words that `said` has in another word, with that word."""
    return {word: other for word in words if (other := equal(word, said))}
