"""When a sentence says things happen: periods reckoned from publication or stated, and what stays unplaced."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from claims.pipeline.draft import When
from claims.pipeline.times import happened, times, unsettled_times
from sources.engines.language import Part, parse, sentences

SUNDAY = datetime(2021, 9, 12, 8, 30, tzinfo=UTC)
INDIA = timezone(timedelta(hours=5, minutes=30))


def parsed(text: str) -> Part:
    (part,) = parse(text, sentences(text))
    return part


def whens(text: str, published: datetime | None = SUNDAY) -> list[When]:
    part = parsed(text)
    return list(times(part, range(len(part.doc)), published))


def only(text: str, published: datetime | None = SUNDAY) -> When:
    (when,) = whens(text, published)
    return when


def words(text: str, found: Sequence[When]) -> list[str]:
    return [text[when.span.start : when.span.end] for when in found]


def shown(when: When) -> str:
    """ "2021-09-11 2021-09-12", "- 2021-09-12T08:30": both ends, midnights as days, open ones as dashes."""
    ends = (when.start, when.end)
    return " ".join("-" if end is None else end.strftime("%Y-%m-%dT%H:%M").removesuffix("T00:00") for end in ends)


# Text, the words that tell the time, the period when published on Sunday 12 September 2021 at 08:30 UTC.
FROM_PUBLICATION = [
    # Weekdays lie in the direction of the verb's tense; the day of publication counts.
    ("The chiefs met in Oslo on Saturday.", "on Saturday", "2021-09-11 2021-09-12"),
    ("The chiefs met in Oslo on Sunday.", "on Sunday", "2021-09-12 2021-09-13"),
    ("The bridge was shut on Monday.", "on Monday", "2021-09-06 2021-09-07"),
    ("The concert will be held on Saturday.", "on Saturday", "2021-09-18 2021-09-19"),
    ("The council plans to vote on Tuesday.", "on Tuesday", "2021-09-14 2021-09-15"),
    ("The council was expected to vote on Tuesday.", "on Tuesday", "2021-09-14 2021-09-15"),
    ("The minister may resign on Tuesday.", "on Tuesday", "2021-09-14 2021-09-15"),
    ("The premier is to visit Rome on Friday.", "on Friday", "2021-09-17 2021-09-18"),
    ("The council meets on Tuesday.", "on Tuesday", "2021-09-14 2021-09-15"),
    ("The crew would have sailed on Friday.", "on Friday", "2021-09-10 2021-09-11"),
    ("They arrived last Sunday.", "last Sunday", "2021-09-05 2021-09-06"),
    ("They will arrive next Sunday.", "next Sunday", "2021-09-19 2021-09-20"),
    ("They will arrive this Friday.", "this Friday", "2021-09-17 2021-09-18"),
    ("They arrived on Saturday night.", "on Saturday night", "2021-09-11T18:00 2021-09-12T06:00"),
    ("They arrived early on Monday.", "early on Monday", "2021-09-06 2021-09-07"),
    ("They met on Monday at 3 pm.", "on Monday at 3 pm", "2021-09-06T15:00 2021-09-06T15:01"),
    ("They met at 15:30 GMT on Monday.", "at 15:30 GMT on Monday", "2021-09-06T15:30 2021-09-06T15:31"),
    ("He worked from Monday to Friday.", "from Monday to Friday", "2021-09-06 2021-09-11"),
    ("He worked from Friday to Monday.", "from Friday to Monday", "2021-09-03 2021-09-07"),
    ("He will work from Friday to Monday.", "from Friday to Monday", "2021-09-17 2021-09-21"),
    # Days, weeks, months and years about the day of publication; weeks begin on Monday.
    ("The shop shut today.", "today", "2021-09-12 2021-09-13"),
    ("The shop shut yesterday.", "yesterday", "2021-09-11 2021-09-12"),
    ("The shop will shut tomorrow.", "tomorrow", "2021-09-13 2021-09-14"),
    ("The shop will shut the day after tomorrow.", "the day after tomorrow", "2021-09-14 2021-09-15"),
    ("The shop will shut tonight.", "tonight", "2021-09-12T18:00 2021-09-13T06:00"),
    ("The shop shut this morning.", "this morning", "2021-09-12 2021-09-12T12:00"),
    ("They had met earlier this week.", "earlier this week", "2021-09-06 2021-09-12"),
    ("They met earlier this month.", "earlier this month", "2021-09-01 2021-09-12"),
    ("They will meet later this year.", "later this year", "2021-09-13 2022-01-01"),
    ("Last week, the town named a mayor.", "Last week", "2021-08-30 2021-09-06"),
    ("The town named a mayor this week.", "this week", "2021-09-06 2021-09-13"),
    ("The town will name a mayor next month.", "next month", "2021-10-01 2021-11-01"),
    ("The town named a mayor late last year.", "late last year", "2020-01-01 2021-01-01"),
    ("The house was sold over the weekend.", "over the weekend", "2021-09-11 2021-09-13"),
    ("The mayor resigned in March last year.", "in March last year", "2020-03-01 2020-04-01"),
    ("The mayor resigned on June 16 of this year.", "on June 16 of this year", "2021-06-16 2021-06-17"),
    ("The mayor resigned on Friday of last week.", "on Friday of last week", "2021-09-03 2021-09-04"),
    ("The mayor toured the coast this past week.", "this past week", "2021-09-05T08:30 2021-09-12T08:30"),
    # Counted back or on.
    ("The ship sank two days ago.", "two days ago", "2021-09-10 2021-09-11"),
    ("The ship sank a week ago.", "a week ago", "2021-08-30 2021-09-06"),
    ("The ship sank three hours ago.", "three hours ago", "2021-09-12T05:00 2021-09-12T06:00"),
    ("The ship sank more than two years ago.", "more than two years ago", "- 2019-09-12T08:30"),
    ("Rates fell in the past two years.", "in the past two years", "2019-09-12T08:30 2021-09-12T08:30"),
    ("The bank will open in two weeks.", "in two weeks", "2021-09-20 2021-09-27"),
    # Open on a side.
    ("The road has been shut since Tuesday.", "since Tuesday", "2021-09-07 -"),
    ("The road will stay shut until March.", "until March", "- 2022-04-01"),
    ("The road will open by Friday.", "by Friday", "- 2021-09-18"),
    ("He left after Monday.", "after Monday", "2021-09-07 -"),
    ("He left after Monday's vote.", "after Monday", "2021-09-06 -"),
    ("The talks come days after the envoy's return.", "days after", "- 2021-09-12T08:30"),
    ("The talks came weeks before the vote.", "weeks before", "- 2021-09-12T08:30"),
    ("The talks will be held days after the vote.", "days after", "2021-09-12T08:30 -"),
    # Dates without their year.
    ("The ship sank on March 3.", "on March 3", "2021-03-03 2021-03-04"),
    ("The ship sank on 3 October.", "on 3 October", "2020-10-03 2020-10-04"),
    ("The ship will sail on March 3.", "on March 3", "2022-03-03 2022-03-04"),
    ("The ship sank on 29 February.", "on 29 February", "2020-02-29 2020-03-01"),
    ("Rates rose in March.", "in March", "2021-03-01 2021-04-01"),
    ("Rates may rise in May.", "in May", "2022-05-01 2022-06-01"),
    ("The fair ran from March 3-5.", "from March 3-5", "2021-03-03 2021-03-06"),
]

STATED = [
    ("The bridge fell on 11 September 2021.", "on 11 September 2021", "2021-09-11 2021-09-12"),
    ("The bridge fell on September 11, 2021.", "on September 11, 2021", "2021-09-11 2021-09-12"),
    ("The bridge fell on the 3rd of March 2020.", "on the 3rd of March 2020", "2020-03-03 2020-03-04"),
    ("The bridge fell on Saturday, 11 September 2021.", "on Saturday, 11 September 2021", "2021-09-11 2021-09-12"),
    ("The bridge fell on 2021-09-11.", "on 2021-09-11", "2021-09-11 2021-09-12"),
    ("The bridge fell on 25/09/2021.", "on 25/09/2021", "2021-09-25 2021-09-26"),
    ("The bridge fell on 09/25/2021.", "on 09/25/2021", "2021-09-25 2021-09-26"),
    ("The bridge fell on 09/09/2021.", "on 09/09/2021", "2021-09-09 2021-09-10"),
    ("The bridge fell in March 2020.", "in March 2020", "2020-03-01 2020-04-01"),
    ("The bridge fell in December 2020.", "in December 2020", "2020-12-01 2021-01-01"),
    ("The bridge fell in 2019.", "in 2019", "2019-01-01 2020-01-01"),
    ("The bridge fell in the 1990s.", "in the 1990s", "1990-01-01 2000-01-01"),
    ("The mine was open between 2010 and 2015.", "between 2010 and 2015", "2010-01-01 2016-01-01"),
    ("The mine was open from March to June 2020.", "from March to June 2020", "2020-03-01 2020-07-01"),
    ("The mine has been open since 2019.", "since 2019", "2019-01-01 -"),
    ("The mine has run from 2019.", "from 2019", "2019-01-01 -"),
    ("A letter from 1995 was found.", "from 1995", "1995-01-01 1996-01-01"),
    ("It broke on the morning of 11 May 2021.", "on the morning of 11 May 2021", "2021-05-11 2021-05-11T12:00"),
]


@pytest.mark.parametrize(("text", "said", "period"), FROM_PUBLICATION)
def test_words_reckoned_from_publication(text: str, said: str, period: str) -> None:
    when = only(text)
    assert words(text, [when]) == [said]
    assert (shown(when), when.anchor) == (period, "published")
    assert only(text, None) == When(when.span)


# Text, the period when published on Friday 3 May 2024 at 09:00 UTC.
@pytest.mark.parametrize(
    ("text", "period"),
    [
        # What a condition supposes in the past form is to come.
        ("Ruritania would boycott the gala if it fell on 11 May.", "2024-05-11 2024-05-12"),
        ("If the gala fell on 4 May, the choir would strike.", "2024-05-04 2024-05-05"),
        ("The envoy said she would leave unless the pact was signed on 9 June.", "2024-06-09 2024-06-10"),
        ("The choir would strike if the hall was sold and shut on 9 June.", "2024-06-09 2024-06-10"),
        ("The choir would stay provided the vote fell on 11 May.", "2024-05-11 2024-05-12"),
        ("The choir would strike if the hall shut on Tuesday.", "2024-05-07 2024-05-08"),
        ("If the hall had shut on 11 May, the choir would have left.", "2023-05-11 2023-05-12"),
        ("The choir asked if the gala fell on 11 May.", "2024-05-11 2024-05-12"),
        ("The choir asked if the gala fell on 11 April.", "2024-04-11 2024-04-12"),
        # What bounds a thing that lasts, or one that is to come, is to come.
        ("The broker is on bail until May 20.", "- 2024-05-21"),
        ("The broker was remanded in custody until June 20.", "- 2024-06-21"),
        ("The ban was extended until December.", "- 2025-01-01"),
        ("The broker was remanded until Tuesday.", "- 2024-05-08"),
        ("The tenants must leave before 11 May.", "- 2024-05-11"),
        ("The tenants will pay by 11 May.", "- 2024-05-12"),
        ("Fares rise from 11 May on.", "2024-05-11 -"),
        ("Talks on tolls until 11 May.", "- 2024-05-12"),
        # What bounds something past is the nearest.
        ("The pier was shut until June 20.", "- 2024-06-21"),
        ("The pier was shut until December.", "- 2024-01-01"),
        ("The pier was shut before 30 April.", "- 2024-04-30"),
        ("Fares rose from 11 May onwards.", "2024-05-11 -"),
        ("The pier was shut until Tuesday.", "- 2024-05-01"),
        ("The pier has been shut since 11 May.", "2023-05-11 -"),
        ("The pier was shut until 29 February.", "- 2024-03-01"),
    ],
)
def test_a_date_without_its_year_in_a_condition_or_as_a_bound(text: str, period: str) -> None:
    assert shown(only(text, datetime(2024, 5, 3, 9, tzinfo=UTC))) == period


# Text, the words that tell the time, the period when published on Friday 3 May 2024 at 09:00 UTC.
PARTS = [
    ("The kiln will shut before the end of the year.", "before the end of the year", "- 2025-01-01"),
    ("The kiln will shut by the end of the year.", "by the end of the year", "- 2025-01-01"),
    ("The kiln will shut by year-end.", "by year-end", "- 2025-01-01"),
    ("The kiln will shut by the year's end.", "by the year's end", "- 2025-01-01"),
    ("The kiln will shut before the end of the week.", "before the end of the week", "- 2024-05-06"),
    ("The kiln will shut before the end of March.", "before the end of March", "- 2025-04-01"),
    ("The kiln shut after the start of the year.", "after the start of the year", "2024-01-01 -"),
    ("The kiln was shut until the end of the month.", "until the end of the month", "- 2024-06-01"),
    ("Rents have doubled since the start of the year.", "since the start of the year", "2024-01-01 -"),
    ("Rents doubled earlier in the year.", "earlier in the year", "2024-01-01 2024-05-03"),
    ("Rents will double later in the year.", "later in the year", "2024-05-04 2025-01-01"),
    ("The kiln will open early next year.", "early next year", "2025-01-01 2026-01-01"),
    ("The kiln will open by early next year.", "by early next year", "- 2026-01-01"),
    ("It will open in the second half of the year.", "in the second half of the year", "2024-07-01 2025-01-01"),
    ("It opened in the second half of the year.", "in the second half of the year", "2023-07-01 2024-01-01"),
    ("It opened in the first half of last year.", "in the first half of last year", "2023-01-01 2023-07-01"),
    ("It opened in the latter half of 2021.", "in the latter half of 2021", "2021-07-01 2022-01-01"),
    ("It opened in the first half of 2022.", "in the first half of 2022", "2022-01-01 2022-07-01"),
    ("It opened in the first half of March.", "in the first half of March", "2024-03-01 2024-04-01"),
    ("Rents doubled in the fourth quarter.", "in the fourth quarter", "2023-10-01 2024-01-01"),
    ("Rents will double in the fourth quarter.", "in the fourth quarter", "2024-10-01 2025-01-01"),
    ("Fourth-quarter earnings doubled.", "Fourth-quarter", "2023-10-01 2024-01-01"),
    ("The kiln posted a first-quarter loss.", "first-quarter", "2024-01-01 2024-04-01"),
    ("Rents fell in the third quarter of 2020.", "in the third quarter of 2020", "2020-07-01 2020-10-01"),
    ("Rents fell in the final quarter of the year.", "in the final quarter of the year", "2023-10-01 2024-01-01"),
    ("Rents fell in Q3 2020.", "in Q3 2020", "2020-07-01 2020-10-01"),
    ("Rents fell last quarter.", "last quarter", "2024-01-01 2024-04-01"),
    ("It will open by the end of the third quarter.", "by the end of the third quarter", "- 2024-10-01"),
    ("Rents fell in the first nine months of 2021.", "in the first nine months of 2021", "2021-01-01 2021-10-01"),
    ("Rents fell in the last 3 months of 2021.", "in the last 3 months of 2021", "2021-10-01 2022-01-01"),
    ("It ran from the first quarter to Q3 2022.", "from the first quarter to Q3 2022", "2022-01-01 2022-10-01"),
]


@pytest.mark.parametrize(("text", "said", "period"), PARTS)
def test_parts_of_years_and_the_ends_of_the_year_that_goes_on(text: str, said: str, period: str) -> None:
    when = only(text, datetime(2024, 5, 3, 9, tzinfo=UTC))
    assert (words(text, [when]), shown(when)) == ([said], period)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The kiln had shut by the end of the year.", "by the end of the year"),
        ("Rents will double at the start of the year.", "at the start of the year"),
        ("Rents doubled in the fiscal fourth quarter.", "in the fiscal fourth quarter"),
        ("Rents doubled in the third quarter of its financial year.", "in the third quarter of its financial year"),
    ],
)
def test_a_part_of_a_year_that_may_be_another_is_left_to_an_editor(text: str, said: str) -> None:
    part = parsed(text)
    found = times(part, range(len(part.doc)), SUNDAY)
    assert [(when.start, when.end, when.anchor) for when in found] == [(None, None, "")]
    (unsettled,) = unsettled_times(text, part, found, SUNDAY)
    assert unsettled.reason == f"“{said}” does not tell which year, month or week it belongs to."


def test_the_end_of_the_year_without_a_publication_date_waits_for_one() -> None:
    text = "The kiln will shut by the end of the year."
    part = parsed(text)
    (unsettled,) = unsettled_times(text, part, times(part, range(len(part.doc)), None), None)
    assert unsettled.reason == "No publication date is known, so “by the end of the year” cannot be placed."


@pytest.mark.parametrize(("text", "said", "period"), STATED)
def test_words_that_state_a_date_need_no_publication(text: str, said: str, period: str) -> None:
    for published in (SUNDAY, None):
        when = only(text, published)
        assert words(text, [when]) == [said]
        assert (shown(when), when.anchor) == (period, "stated")


@pytest.mark.parametrize(
    "text",
    [
        "The town recently grew.", "The town will soon grow.", "The town changed over the years.",
        "The 40-year-old man resigned.", "The talks ran for three days.", "It rained for two weeks.",
        "The market opens every Saturday.", "The market opens on Saturdays.", "It happened on a Saturday.",
        "The film tells of the 9/11 attacks.", "They marked the anniversary of the 9/11 attacks.",
        "They marked the anniversary of 11 September 2001.", "The June 4 movement has grown.",
        "He kept out of trade in Sept. 11 souvenirs.",
        "He appeared on the Saturday Night Live show.", "Shops were full on Black Friday.",
        "He wrote for Norland Today in the spring.",
        "The forward scored in the fourth quarter.", "The second half of the match was dull.",
        "Three quarters of the crew left.", "A quarter of the wheat was lost.", "The second half was dull.",
        "He may march with us.", "The fire burned 2000 homes.", "The last week of the campaign was wet.",
    ],
)  # fmt: skip
def test_ages_durations_habits_names_and_vague_words_are_no_times(text: str) -> None:
    assert whens(text) == []


@pytest.mark.parametrize(
    ("text", "said", "reason"),
    [
        ("She arrived three weeks earlier.", "three weeks earlier", "another event"),
        ("A week after its return, the ship left.", "A week after", "another event"),
        ("He came back the next day.", "the next day", "another event"),
        ("The bridge fell on 11/09/2021.", "on 11/09/2021", "which number is the day"),
        ("The bridge fell on 30 February 2020.", "on 30 February 2020", "The calendar has no such time"),
    ],
)
def test_what_no_publication_date_settles_stays_unplaced_and_says_why(text: str, said: str, reason: str) -> None:
    part = parsed(text)
    for published in (SUNDAY, None):
        found = times(part, range(len(part.doc)), published)
        assert [(w.start, w.end, w.anchor) for w in found] == [(None, None, "")]
        assert words(text, found) == [said]
        (unsettled,) = unsettled_times(text, part, found, published)
        assert reason in unsettled.reason


def test_twin_of_t1_without_a_publication_date_everything_relative_waits_for_an_editor() -> None:
    text = (
        "Naval chiefs met in Riga on Saturday. Ministers had met earlier this week. Last week, the movement named a "
        "cabinet. The meeting comes days after the envoy’s return."
    )
    part = parsed(text)
    found = times(part, range(len(part.doc)), None)
    assert [(w.start, w.end, w.anchor) for w in found] == [(None, None, "")] * 4
    assert [u.reason for u in unsettled_times(text, part, found, None)] == [
        f"No publication date is known, so “{said}” cannot be placed."
        for said in ("on Saturday", "earlier this week", "Last week", "days after")
    ]
    placed = times(part, range(len(part.doc)), SUNDAY)
    assert unsettled_times(text, part, placed, SUNDAY) == ()
    assert [shown(w) for w in placed] == [
        "2021-09-11 2021-09-12", "2021-09-06 2021-09-12", "2021-08-30 2021-09-06", "- 2021-09-12T08:30"
    ]  # fmt: skip


def test_earlier_this_week_on_its_first_day_is_the_hours_before_publication() -> None:
    monday = datetime(2021, 9, 6, 8, 30, tzinfo=UTC)
    assert shown(only("They met earlier this week.", monday)) == "2021-09-06 2021-09-06T08:30"
    assert shown(only("They met earlier this week.", monday.replace(hour=0, minute=0))) == "2021-09-06 2021-09-07"


def test_days_begin_when_they_begin_at_the_publisher() -> None:
    when = only("The shop shut yesterday.", datetime(2026, 3, 1, 1, 30, tzinfo=INDIA))
    assert when.start == datetime(2026, 2, 28, tzinfo=INDIA)
    assert when.end == datetime(2026, 3, 1, tzinfo=INDIA)
    stated = only("The shop shut on 28 February 2026.", datetime(2026, 3, 1, 1, 30, tzinfo=INDIA))
    assert (stated.start, stated.end) == (when.start, when.end)


def test_a_day_of_23_hours_is_a_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    when = only("The shop shut yesterday.", datetime(2021, 3, 29, 9, tzinfo=berlin))
    assert (when.start, when.end) == (datetime(2021, 3, 28, tzinfo=berlin), datetime(2021, 3, 29, tzinfo=berlin))
    assert when.start is not None
    assert when.end is not None
    assert when.end.astimezone(UTC) - when.start.astimezone(UTC) == timedelta(hours=23)


def test_hours_are_counted_as_they_pass_where_the_clock_was_put_forward() -> None:
    published = datetime(2021, 3, 28, 4, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert shown(only("The ship sank three hours ago.", published)) == "2021-03-28 2021-03-28T01:00"


def test_a_publication_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        whens("The shop shut yesterday.", datetime(2021, 9, 12))


def main_time(text: str) -> str | None:
    part = parsed(text)
    found = times(part, range(len(part.doc)), SUNDAY)
    root = next(token for token in part.doc if token.dep_ == "ROOT")
    when = happened(part, root, found)
    return None if when is None else words(text, [when])[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The chiefs met in Oslo on Saturday.", "on Saturday"),
        ("The chiefs held a meeting on Saturday.", "on Saturday"),
        ("They started to march on Saturday.", "on Saturday"),
        ("The chiefs met two days ago.", "two days ago"),
        ("Last week's meeting ended in tears.", None),
        ("The summit planned for Saturday was cancelled.", None),
        ("The minister said he had left on Friday.", None),
        ("The minister said on Monday he would resign on Friday.", "on Monday"),
        ("Last month the house was sold on 11 August 2021.", "on 11 August 2021"),
        ("The chiefs met in Oslo.", None),
    ],
)
def test_what_happened_is_when_the_main_verb_did(text: str, said: str | None) -> None:
    assert main_time(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "The minister told reporters on Monday that the army would leave on Friday.",
        "He said on Monday he would resign on Friday.",
    ],
)
def test_a_verb_of_saying_keeps_the_day_that_stands_right_behind_it(text: str) -> None:
    assert [shown(w) for w in whens(text)] == ["2021-09-06 2021-09-07", "2021-09-17 2021-09-18"]


def test_an_expression_ends_with_its_sentence() -> None:
    text = "Town hall shut on Monday\n\nMorning papers were late."
    assert words(text, whens(text)) == ["on Monday"]


def test_only_the_given_tokens_are_read() -> None:
    text = "They met on Monday and left on Friday."
    part = parsed(text)
    assert words(text, times(part, range(4), SUNDAY)) == ["on Monday"]
    assert words(text, times(part, [2, 5, 6, 7], SUNDAY)) == ["on Friday"]
    assert times(part, [], SUNDAY) == ()


ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=ZONES)
ALL = [(parsed(text), text, said) for text, said, _ in FROM_PUBLICATION + STATED]


@settings(max_examples=100, deadline=None)
@given(MOMENTS)
@example(datetime.min.replace(tzinfo=INDIA))
@example(datetime.max.replace(tzinfo=INDIA))
@example(datetime.min.replace(tzinfo=UTC))
@example(datetime.max.replace(tzinfo=UTC))
def test_any_publication_gives_periods_that_start_before_they_end(published: datetime) -> None:
    for part, text, said in ALL:
        (when,) = times(part, range(len(part.doc)), published)
        assert words(text, [when]) == [said]
        assert (when.start, when.end) == (None, None) or when.anchor
        for end in (when.start, when.end):
            assert end is None or end.utcoffset() == published.utcoffset()
        assert when.start is None or when.end is None or when.start < when.end


YESTERDAY, TODAY = parsed("The shop shut yesterday."), parsed("The shop shut today.")
SATURDAY, NEXT = parsed("They met on Saturday."), parsed("They will meet on Saturday.")


def period(part: Part, published: datetime) -> tuple[datetime, datetime]:
    (when,) = times(part, range(len(part.doc)), published)
    assert when.start is not None
    assert when.end is not None
    return when.start, when.end


@given(MOMENTS)
def test_today_holds_the_publication_and_yesterday_ends_where_it_begins(published: datetime) -> None:
    assume(2 <= published.year <= 9998)
    start, end = period(TODAY, published)
    assert start <= published < end
    assert period(YESTERDAY, published) == (start - timedelta(days=1), start)


@given(MOMENTS)
def test_a_past_and_a_coming_saturday_enclose_the_publication(published: datetime) -> None:
    assume(2 <= published.year <= 9998)
    (last, _), (_, coming) = period(SATURDAY, published), period(NEXT, published)
    assert last.weekday() == 5
    assert last <= published < coming
    assert coming - last <= timedelta(days=8)


PIECES = st.sampled_from(
    """on in at by since until from to between and before after the early last next this past earlier later days
    weeks ago two 3 11 31 2021 2021-09-11 11/09/2021 99/99/2021 1990s Saturday Friday March May Sept. week month year
    weekend morning night today tomorrow , . - pm : 15:30 GMT of end met will said they
    every 's half quarter fourth Q4 first months fiscal if until 10000000000 years ² ١""".split()
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=14), MOMENTS | st.none())
@example(["met", "before", "days", "before"], SUNDAY)
def test_any_words_give_spans_in_order_and_a_reason_for_each_that_is_unplaced(
    pieces: list[str], published: datetime | None
) -> None:
    text = " ".join(pieces)
    for part in parse(text, sentences(text)):
        at = 0
        found = times(part, range(len(part.doc)), published)
        for when in found:
            assert at <= when.span.start < when.span.end <= len(text)
            assert when.start is None or when.end is None or when.start < when.end
            assert (when.anchor == "") == (when.start is None and when.end is None)
            at = when.span.end
        unsettled = unsettled_times(text, part, found, published)
        assert [u.span for u in unsettled] == [w.span for w in found if not w.anchor]
        assert happened(part, part.doc[0].sent.root, found) in (*found, None)
