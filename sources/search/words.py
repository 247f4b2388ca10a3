"""What the words of a text weigh in a table, and the rows that share the weightiest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log1p
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import F, FloatField, Func, Model, QuerySet

from sources.search.best import best

M = TypeVar("M", bound=Model)
WORDS_CAP = 2_000
"""How many rows that share a word are ranked at most; the rarest words of a text choose them."""
MOST_WORDS = 64
"""How many words of a text are looked for: its weightiest."""
LONGEST_QUERY = 10_000
"""Characters of a text whose words are looked for."""
UNKNOWN_SHARE = 0.001
"""The share of rows a word is taken to be in while the table has no statistics: all words then weigh the same."""

LEXEMES = """
SELECT tsvector_to_array(to_tsvector('english', said)), tsvector_to_array(to_tsvector('english', beside))
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS text(said, beside, number) ORDER BY number
"""
SHARES = """
WITH common AS (
    SELECT common.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = 'search',
    unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS common(lexeme, share)
    WHERE c.oid = %s::regclass
)
SELECT sought.lexeme, coalesce(common.share, (SELECT min(share) / 2 FROM common))
FROM unnest(%s::text[]) AS sought(lexeme) LEFT JOIN common USING (lexeme)
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A lexeme looked for: what sharing it counts, and in how many rows it is thought to be."""

    lexeme: str
    weight: float
    rows: float


def lexemes(text: str, beside: str = "", rate: float = 0.0) -> dict[str, float]:
    """The lexemes of a text at 1, and those only beside it at `rate`."""
    return lexemes_of([(text, beside)], rate)[0]


def lexemes_of(texts: Sequence[tuple[str, str]], rate: float) -> list[dict[str, float]]:
    """The same for many: each a text and what is beside it."""
    said, beside = ([text[:LONGEST_QUERY] for text in part] for part in zip(*texts, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, [said, beside])
        return [dict.fromkeys(around, rate) | dict.fromkeys(own, 1.0) for own, around in cursor.fetchall()]


def weigh(rates: Mapping[str, float], table: type[Model]) -> list[Word]:
    """The weightiest words, best first: rate x inverse document frequency (Spärck Jones 1972), log(1 + 1/share)."""
    return weigh_each([rates], table)[0]


def weigh_each(texts: Sequence[Mapping[str, float]], table: type[Model]) -> list[list[Word]]:
    """The weightiest words of each text.

    How often a word is in `search` is what ANALYZE last counted of it (pg_stats), so it costs nothing to keep; words it
    does not list are taken to be half as common as the rarest it lists.
    """
    name = connection.ops.quote_name(table._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(SHARES, [name, list({lexeme for rates in texts for lexeme in rates})])
        shares: dict[str, float | None] = dict(cursor.fetchall())
        cursor.execute("SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = %s::regclass", [name])
        (rows,) = cursor.fetchone()
    return [_weightiest(rates, shares, rows) for rates in texts]


def _weightiest(rates: Mapping[str, float], shares: Mapping[str, float | None], rows: float) -> list[Word]:
    words = [_word(lexeme, rate, shares[lexeme] or UNKNOWN_SHARE, rows) for lexeme, rate in rates.items()]
    return sorted(words, key=lambda word: (-word.weight, word.lexeme))[:MOST_WORDS]


def _word(lexeme: str, rate: float, share: float, rows: float) -> Word:
    return Word(lexeme, rate * log1p(1 / share), share * rows)


def by_words(rows: QuerySet[M, M], words: Sequence[Word], limit: int) -> dict[Any, float]:
    """Rows whose `search` shares words, and the summed weight of what they share, best first."""
    return best(sharing(rows, words), limit) if words else {}


def sharing(rows: QuerySet[M, M], words: Sequence[Word]) -> QuerySet[Any, Any]:
    """Keys and scores of rows that have one of the weightiest words, together in at most `WORDS_CAP` rows.

    They are ranked by all the words: one that half the rows share can't bring a row in by itself (the essential terms
    of Turtle and Flood 1995, MaxScore).
    """
    found = rows.filter(search=AnyWord(words)).order_by()
    return found.annotate(score=Shared(words)).values_list("pk", "score")[:WORDS_CAP]


def shared(found: Mapping[str, float], words: Iterable[Word]) -> float:
    """The summed weight of the words that a row has, each by its rate in the row."""
    return sum(word.weight * found.get(word.lexeme, 0.0) for word in words)


def query_for(words: Sequence[Word]) -> str:
    """A tsquery for rows that have one of the essential words: the first, and those after it as long as all of them
    are in `WORDS_CAP` rows."""
    together = accumulate(word.rows for word in words)
    essential = words[: max(1, sum(rows <= WORDS_CAP for rows in together))]
    return " | ".join(_quoted(word.lexeme) for word in essential)


def _quoted(lexeme: str) -> str:
    """As a tsquery spells it: operators in it mean nothing."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


class AnyWord(SearchQuery):
    """`query_for` these words."""

    def __init__(self, words: Sequence[Word]) -> None:
        super().__init__(query_for(words))

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        [value] = self.get_source_expressions()[-1:]
        return "%s::tsquery", [getattr(value, "value", "")]


class Shared(Func):
    """The summed weight of the lexemes that `search` has."""

    output_field: Any = FloatField()

    def __init__(self, words: Iterable[Word]) -> None:
        super().__init__(F("search"))
        self.words = tuple(words)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        column, _params = compiler.compile(self.get_source_expressions()[0])
        terms = " + ".join(f"CASE WHEN {column} @@ %s::tsquery THEN %s::float8 ELSE 0 END" for _ in self.words)
        return terms, [part for word in self.words for part in (_quoted(word.lexeme), word.weight)]
