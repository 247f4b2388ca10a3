"""Cue words, by what they do to a statement. Lists are ours; they hold words, never sentences."""

from claims.pipeline import calendar_words
from claims.pipeline.compare.words import stem_set, word_set

NEGATIONS = word_set("not no never neither nor none nobody nothing without cannot unable barely hardly incapable")
NOT_REALLY = word_set("only just merely doubt least matter later sooner exception")
SELF_NEGATING = stem_set("fail refuse decline lack avoid yet forbid neglect stop prevent")

DENIALS = stem_set(
    """hoax hoaxer fake false falsely bogus myth untrue debunk debunked debunks deny denies denied denial
    denying rebuff rebuffs refute refutes disprove disproved disproves satire satirical photoshop photoshopped
    fabrication incorrect baseless unfounded misinformation disinformation discredited inaccurate"""
)
HEDGES = stem_set(
    """reportedly allegedly unclear alleged alleges purported purportedly supposedly apparently possibly
    perhaps maybe likely unlikely probably rumor rumour rumors rumored rumoured claims claimed unconfirmed
    unverified suspected believed seems appears suggests speculation speculate speculates whether"""
)
# "Said" is left out: a named speaker in the past tense is how plain news is told.
REPORTING = word_set("report reports reported source sources say says")
POSSIBLE = word_set("may might could")
PLANS = stem_set(
    """will shall plan plans planned planning expect expected intends intend aims aim hopes hope scheduled set
    wants want proposes proposed considering considers vows vowed pledges pledged promises due upcoming invite
    invited invites"""
)
CONDITIONS = word_set("if unless provided assuming whether")

# Counts that only grow while a story runs: another figure is a later (or an earlier) one, no contradiction.
GROWING = stem_set(
    """dead killed died deaths toll injured wounded missing arrested detained infected cases casualties victims
    evacuated displaced rescued homeless hospitalised hospitalized votes donations signatures bodies"""
)
LATER = stem_set("now rises rose climbs climbed reaches reached updated latest revised")

WEEKDAYS = frozenset(calendar_words.WEEKDAYS)
# "May" is left out: it is nearly always the verb.
MONTHS = frozenset(calendar_words.MONTHS) - {"may"}

# What happens once to one thing: another day or place given for it is a contradiction, and no other event.
ONCE = stem_set(
    """die died born birth founded established elected resigned abdicated crowned inaugurated opened launched signed
    ratified adopted married divorced graduated sank crashed collapsed sentenced convicted acquitted executed
    assassinated discovered invented incorporated completed demolished buried"""
)
# Measures that change with time although nobody was wrong.
MUTABLE = stem_set(
    """price prices cost costs costing rate rates population ranking rank ranked record records unemployment inflation
    shares debt salary wage wages members subscribers followers temperature level levels fleet staff employees workers
    employs support polls approval turnout stock trading traded worth value valued fee fees rent balance score lead
    tally holder holders capacity budget deficit surplus output production reserves enrolment pupils students bed
    beds deposits customers users homes seats majority world"""
)
