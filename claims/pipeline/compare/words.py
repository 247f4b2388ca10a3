"""Words of a sentence: tokens, light stems, and which of them carry content."""

import re
from dataclasses import dataclass
from functools import lru_cache

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+\d\w*|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[%$€£?!;:,.]")


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOPWORDS = word_set(
    """a about above after again against all also am amid among an and any are as at be because been before
    being below between both but by can could did do does doing down during each few for from further had has
    have having he her here hers herself him himself his how i if in into is it its itself just may me might
    more most must my no nor not now of off on once only or other our out over own per s same shall she should
    so some such t than that the their them then there these they this those through to too under until up
    upon us very via was we were what when where which while who whom why will with within without would yet
    you your"""
)

# Base forms of irregular verbs and of words that news uses for one thing; stems are taken of the right side.
IRREGULAR = {
    word: base
    for base, words in {
        "die": "died dead death deaths dies dying fatality fatalities",
        "kill": "killed killing kills slain slaying",
        "say": "said says",
        "meet": "met meeting meetings",
        "take": "took taken",
        "hold": "held",
        "rise": "rose risen",
        "fall": "fell fallen",
        "win": "won winner",
        "lose": "lost loss losses",
        "leave": "left leaving",
        "make": "made making",
        "give": "gave given",
        "go": "went gone",
        "come": "came",
        "buy": "bought",
        "sell": "sold sale sales",
        "send": "sent",
        "find": "found",
        "shoot": "shot shooting shots",
        "break": "broke broken",
        "catch": "caught",
        "become": "became",
        "begin": "began begun",
        "build": "built",
        "bring": "brought",
        "write": "wrote written",
        "speak": "spoke spoken",
        "grow": "grew grown",
        "shrink": "shrank shrunk",
        "seek": "sought",
        "feel": "felt",
        "hear": "heard",
        "know": "knew known",
        "run": "ran",
        "forbid": "forbade forbidden",
        "wake": "woke woken",
        "sing": "sang sung",
        "blow": "blew blown",
        "hide": "hid hidden",
        "swim": "swam swum",
        "overthrow": "overthrew overthrown",
        "beat": "beaten",
        "uphold": "upheld",
        "lead": "led",
        "pay": "paid",
        "keep": "kept",
        "draw": "drew drawn",
        "strike": "struck",
        "agree": "agreed",
        "disagree": "disagreed",
        "decree": "decreed",
        "guarantee": "guaranteed",
        "free": "freed",
        "spend": "spent",
        "lend": "lent",
        "fight": "fought",
        "freeze": "froze frozen",
        "sink": "sank sunk",
        "stand": "stood",
        "swear": "swore sworn",
        "throw": "threw thrown",
        "wear": "wore worn",
        "drive": "drove driven",
        "fly": "flew flown",
        "steal": "stole stolen",
        "think": "thought",
        "tell": "told",
        "teach": "taught",
        "choose": "chose chosen",
        "withdraw": "withdrew withdrawn withdrawal",
        "attend": "attendance attendee attendees",
        "country": "nation nations countries",
        "injure": "wounded hurt injury injuries",
        "arrest": "detained detain detention",
        "official": "officials",
        "man": "men",
        "woman": "women",
        "child": "children",
        "person": "people persons",
        "america": "us usa american americans",
        "britain": "uk british briton britons",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark, with its stem (lower case) and whether it begins with a capital.

    `gap` is what stands between it and the token before: "-" in "3-1", "°" in "20°C".
    """

    text: str
    stem: str
    capital: bool
    gap: str = ""

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_content(self) -> bool:
        return self.is_word and self.text.lower() not in STOPWORDS


def tokens(text: str) -> tuple[Token, ...]:
    """Tokens of a text in order; hyphens part words, dotted capitals ("U.S.") stay one."""
    out: list[Token] = []
    end = 0
    for match in TOKEN.finditer(text):
        word = match.group().replace("’", "'")
        out.append(Token(word, stem(word), word[0].isupper(), text[end : match.start()]))
        end = match.end()
    return tuple(out)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A light stem after Harman's S-stemmer (1991), with -ed, -ing and final -e also taken off."""
    low = word.lower().removesuffix("'s").removesuffix("'")
    if len(word) > 3 and "." in word and word[0].isalpha():
        low = low.replace(".", "")
        return IRREGULAR.get(low, low)
    if low == "us" and word != "US":
        return low
    low = IRREGULAR.get(low, low)
    return low if len(low) < 4 or not low.isalpha() else without_ending(low)


def stem_set(text: str) -> frozenset[str]:
    """Stems of the words of a list."""
    return frozenset(map(stem, text.split()))


def without_ending(word: str) -> str:
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ied", "y")):
        if word.endswith(ending):
            return word[: -len(ending)] + put
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and re.search("[aeiouy]", base):
            word = base[:-1] if base[-1] == base[-2] and base[-1] not in "lsz" else base
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word.replace("ll", "l")
