from collections.abc import Iterator

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from claims.engines import LlmJudge, LlmReader, LocalReader, get_judge, get_own_judge, get_reader
from claims.engines.llm import Budget, Endpoint, endpoint
from claims.models import Reading

SET = {
    "READING_ENGINE": "llm",
    "STANCE_ENGINE": "llm",
    "LLM_BASE_URL": "https://models.example/v1/",
    "LLM_MODEL": "tiny",
}


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LLM_API_KEY", "LLM_TIMEOUT_SECONDS", "LLM_REPORT_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in SET.items():
        monkeypatch.setenv(name, value)
    for engine in (get_reader, get_judge, get_own_judge):
        engine.cache_clear()
    yield
    for engine in (get_reader, get_judge, get_own_judge):
        engine.cache_clear()


def test_local_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READING_ENGINE")
    assert isinstance(get_reader(), LocalReader)


def test_the_setting_chooses_the_model() -> None:
    assert isinstance(get_reader(), LlmReader)
    assert get_reader().version == "llm-1/tiny"
    assert isinstance(get_judge(), LlmJudge)
    assert get_judge().version.startswith("llm-1/tiny over local~")
    assert endpoint().base_url == "https://models.example/v1"


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLM_API_KEY", "sesame")
    assert endpoint().api_key == "sesame"
    assert "sesame" not in repr(endpoint()) + str(vars(get_reader())) + str(vars(get_judge()))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("READING_ENGINE", "magic"),
        ("LLM_BASE_URL", ""),
        ("LLM_BASE_URL", "models.example/v1"),
        ("LLM_BASE_URL", "ftp://models.example/v1"),
        ("LLM_BASE_URL", "https://me:sesame@models.example/v1"),
        ("LLM_BASE_URL", "https://models.example/v1?key=sesame"),
        ("LLM_BASE_URL", "https://models.example:99999/v1"),
        ("LLM_BASE_URL", "https://mödels.example/v1"),
        ("LLM_BASE_URL", "https://models..example/v1"),
        ("LLM_BASE_URL", "https://models.example/v1\n"),
        ("LLM_MODEL", ""),
        ("LLM_API_KEY", "sesame\r\nX-More: 1"),
        ("LLM_API_KEY", "sésame"),
        ("LLM_TIMEOUT_SECONDS", "0"),
        ("LLM_REPORT_SECONDS", "301"),
        ("LLM_TOKENS_PER_DAY", "-1"),
        ("LLM_ANSWER_TOKENS", "few"),
        ("LLM_PART_CHARACTERS", "1"),
        ("LLM_STANCE_PAIRS_PER_RECHECK", "-1"),
        ("LLM_ATTEMPTS", "0"),
    ],
)
def test_what_can_not_be_used_is_named_before_the_first_report(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=name):
        get_reader()
    (error,) = [message for message in run_checks() if message.id == "claims.E001"]
    assert name in error.msg
    assert "sesame" not in error.msg
    assert "sésame" not in error.msg


@pytest.mark.parametrize(
    "value", ["http://localhost:11434/v1", "http://[::1]:8000/v1", "http://10.0.0.8/v1", "https://vllm_1/a/b~c%20/"]
)
def test_addresses_that_servers_have_can_be_used(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLM_BASE_URL", value)
    assert endpoint().base_url == value.rstrip("/")


def test_what_only_the_judge_lacks_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READING_ENGINE", "local")
    monkeypatch.setenv("LLM_MODEL", "")
    with pytest.raises(ImproperlyConfigured, match="LLM_MODEL"):
        get_judge()
    (error,) = [message for message in run_checks() if message.id == "claims.E001"]
    assert "LLM_MODEL" in error.msg


def test_a_whole_setup_passes_the_check() -> None:
    assert not [message for message in run_checks() if message.id == "claims.E001"]


def test_a_long_model_name_fits_where_readings_keep_it_and_stays_apart() -> None:
    budget = Budget("redis://127.0.0.1:1/0", "x", 1)
    names = ["org/" + "m" * 80 + tail for tail in ("-a", "-b")]
    versions = [LlmReader(Endpoint("http://x", name), budget, LocalReader()).version for name in names]
    longest = Reading._meta.get_field("extractor").max_length
    assert longest is not None
    assert len(set(versions)) == 2
    assert all(len(version) <= longest and version.startswith("llm-1/org/mmm") for version in versions)
