"""Everything that can be set, from the environment; README's table lists each variable."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
import pghistory
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from factcheck import env, where
from factcheck.access.rates import parse_rate
from factcheck.embedded import running
from factcheck.mail_url import mail_settings

django_stubs_ext.monkeypatch()  # lets Django's classes take their model in brackets

BASE_DIR = where.CLONE
VAR_DIR = where.VAR

# --- where the servers are -----------------------------------------------------------------------
_embedded = None if env.text("DATABASE_URL", "") and env.text("REDIS_URL", "") else running(VAR_DIR)
DATABASE_URL = env.text("DATABASE_URL", _embedded.database_url if _embedded else "")
DATABASE_FOUND = bool(DATABASE_URL)
DATABASE_OWNER_URL = env.text(
    "DATABASE_OWNER_URL",
    _embedded.database_owner_url if _embedded and DATABASE_URL == _embedded.database_url else DATABASE_URL,
)
REDIS_URL = env.text("REDIS_URL", _embedded.redis_url if _embedded else "redis://127.0.0.1:1/0")
REDIS_KEY_PREFIX = env.text("REDIS_KEY_PREFIX", "factcheck:")
NOWHERE = "postgresql://nobody@127.0.0.1:1/none"  # manage.py turns its refusal into a sentence

DATABASES = {"default": dj_database_url.parse(DATABASE_URL or NOWHERE, conn_max_age=0)}
_OPTIONS: dict[str, Any] = DATABASES["default"].setdefault("OPTIONS", {})
# A vector search goes on where the rows it found first are filtered out or deleted since.
_OURS = "-c hnsw.ef_search=400 -c hnsw.iterative_scan=strict_order -c timezone=UTC"
_OPTIONS["options"] = f"{_OPTIONS.get('options', '')} {_OURS}".strip()
DATABASE_RUNNER_ROLE = DATABASES["default"].get("USER", "")
DATABASE_OWNER = dj_database_url.parse(DATABASE_OWNER_URL or NOWHERE)
_PLACES = {(it.get("HOST"), it.get("PORT") or 5432, it.get("NAME")) for it in (DATABASES["default"], DATABASE_OWNER)}
if len(_PLACES) > 1:
    raise ImproperlyConfigured(
        "DATABASE_OWNER_URL names another database than DATABASE_URL; give both the same host, port and name."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_KEY_PREFIX + "cache",
    }
}

# --- security --------------------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret("SECRET_KEY", VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = env.flag("HTTPS", False)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", "")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
AUTH_USER_MODEL = "access.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# --- people -----------------------------------------------------------------------------------------
PROXIES = env.number("PROXIES", 0, at_least=0)
SESSION_ENGINE = "factcheck.access.sessions"
ANONYMOUS_RATE, KEY_RATE = env.text("ANONYMOUS_RATE", "60/min"), env.text("KEY_RATE", "1200/min")
DISPUTE_RATE = env.text("DISPUTE_RATE", "5/hour")
for _rate in (ANONYMOUS_RATE, KEY_RATE, DISPUTE_RATE):
    try:
        parse_rate(_rate)
    except ValueError as _error:
        raise ImproperlyConfigured(f"ANONYMOUS_RATE, KEY_RATE or DISPUTE_RATE: {_error}") from None
CORS_ORIGINS = env.words("CORS_ORIGINS", "")
CORS_ALLOW_ALL_ORIGINS = CORS_ORIGINS == ["*"]
CORS_ALLOWED_ORIGINS = [] if CORS_ALLOW_ALL_ORIGINS else CORS_ORIGINS
CORS_URLS_REGEX = r"^/api/"
CORS_EXPOSE_HEADERS = (
    "RateLimit-Limit RateLimit-Remaining RateLimit-Reset Retry-After ETag Link Factcheck-Receipt".split()
)
REQUIRE_TWO_FACTOR = env.flag("REQUIRE_TWO_FACTOR", False)
OTP_TOTP_ISSUER = "Factcheck"
LOGIN_ATTEMPTS = env.number("LOGIN_ATTEMPTS", 5, at_least=1)
LOGIN_LOCKOUT_MINUTES = env.number("LOGIN_LOCKOUT_MINUTES", 15, at_least=1)
AUTHENTICATION_BACKENDS = ["factcheck.access.lockout.LockoutBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = LOGIN_ATTEMPTS
AXES_COOLOFF_TIME = timedelta(minutes=LOGIN_LOCKOUT_MINUTES)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "factcheck.access.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "factcheck.access.address.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # so that the time we tell is the time it takes
AXES_ENABLE_ADMIN = False  # our own rooms show it
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]

# --- e-mail -----------------------------------------------------------------------------------------
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
EMAIL_URL = env.text("EMAIL_URL", "")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", "Factcheck <factcheck@localhost>")
EMAIL_TIMEOUT = 20
for _name, _value in mail_settings(EMAIL_URL).items():
    globals()[_name] = _value

# --- the site ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "corsheaders",
    "django_structlog",
    "csp",
    "pgtrigger",
    "pghistory",
    "factcheck.apps.FactcheckConfig",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "factcheck.log",
    "factcheck.access",
    "factcheck.notices",
    "sources",
    "claims",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "factcheck.access.throttling.RateHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "factcheck.requests.LoggedRequests",
    "pghistory.middleware.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "factcheck.log.middleware.receipts",
    "django_otp.middleware.OTPMiddleware",
    "factcheck.access.middleware.PersonMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it answers for a login that is locked out
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
# What only reads has no history, and asking who reads would make every public answer vary by cookie.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
ROOT_URLCONF = "factcheck.urls"
ASGI_APPLICATION = "factcheck.asgi.application"
WSGI_APPLICATION = "factcheck.wsgi.application"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
DATA_UPLOAD_MAX_MEMORY_SIZE = env.number("REQUEST_MAX_BYTES", 8_000_000, at_least=10_000)
REPORT_MAX_CHARACTERS = env.number("REPORT_MAX_CHARACTERS", 1_000_000, at_least=1_000)

SITE_NAME = env.text("SITE_NAME", "Factcheck")

# --- the API -----------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["factcheck.access.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["factcheck.access.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["claims.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "claims.api.schema.ScopedSchema",
    "DEFAULT_PAGINATION_CLASS": "claims.api.pagination.NewestFirst",
    "EXCEPTION_HANDLER": "claims.api.problems.handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_THROTTLE_CLASSES": ["factcheck.access.throttling.RateThrottle"],
    "NUM_PROXIES": PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck",
    "DESCRIPTION": "Verified claims with who said them, the evidence for and against, and the decision.\n\n"
    "Every GET can be asked with `receipt=1` or the header `Prefer: receipt`: the answer then carries a signed receipt "
    "in the header `Factcheck-Receipt`, and its body is the same.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "claims.api.schema.require_values",
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "Status": "claims.status.Status",
        "Stance": "claims.status.Stance",
        "Polarity": "claims.status.Polarity",
        "Modality": "claims.status.Modality",
        "DisputeState": "claims.models.dispute.DisputeState",
        "Grade": "sources.models.rating.Grade",
        "SourceKind": "sources.models.source.SourceKind",
        "WorkState": "sources.models.work.State",
        "ExportFormat": "claims.models.export.ExportFormat",
        "ExportKind": "claims.models.export.ExportKind",
        "Quotation": "claims.models.attribution.Quotation",
    },
}

# --- the change feed -------------------------------------------------------------------------------
FEED_CONNECTIONS = env.number("FEED_CONNECTIONS", 200, at_least=1)
WEBHOOK_ALLOW_PRIVATE = env.flag("WEBHOOK_ALLOW_PRIVATE", False)
WEBHOOK_ATTEMPTS = env.number("WEBHOOK_ATTEMPTS", 9, at_least=1)
WEBHOOK_FIRST_PAUSE_SECONDS = env.number("WEBHOOK_FIRST_PAUSE_SECONDS", 10, at_least=1)
WEBHOOK_TIMEOUT_SECONDS = env.number("WEBHOOK_TIMEOUT_SECONDS", 10, at_least=1)
WEBHOOK_DEAD_LETTERS = env.number("WEBHOOK_DEAD_LETTERS", 20, at_least=1)

# --- the worker --------------------------------------------------------------------------------------
TASK_TIME_LIMIT = env.number("TASK_TIME_LIMIT", 600, at_least=10)
# Redis hands a message out again after this long without an acknowledgement, so a running task must
# have been ended by its hard time limit well before (celery#5935).
BROKER_VISIBILITY_SECONDS = TASK_TIME_LIMIT * 3
SWEEP_SECONDS = env.number("SWEEP_SECONDS", 15, at_least=1)
NUDGE_AGAIN_SECONDS = env.number("NUDGE_AGAIN_SECONDS", 60, at_least=1)
WORK_ATTEMPTS = env.number("WORK_ATTEMPTS", 5, at_least=1)
# Days until a claim is looked at again, by kind: see claims/pipeline/review_due.py.
REVIEW_DAYS = {
    "plan": env.number("REVIEW_DAYS_PLAN", 14, at_least=1),
    "quote": env.number("REVIEW_DAYS_QUOTE", 365, at_least=1),
    "figure": env.number("REVIEW_DAYS_FIGURE", 30, at_least=1),
    "office": env.number("REVIEW_DAYS_OFFICE", 180, at_least=1),
    "event": env.number("REVIEW_DAYS_EVENT", 90, at_least=1),
    "state": env.number("REVIEW_DAYS_STATE", 30, at_least=1),
}
REVIEWS_PER_SWEEP = env.number("REVIEWS_PER_SWEEP", 50, at_least=1)

# --- exports --------------------------------------------------------------------------------------------
EXPORT_DIR = Path(env.text("EXPORT_DIR", str(VAR_DIR / "exports")))
EXPORT_AT = int(env.choice("EXPORT_AT", "3", tuple(map(str, range(24)))))
EXPORT_KEEP = env.number("EXPORT_KEEP", 14, at_least=1)

# --- what is proposed ---------------------------------------------------------------------------------
VERIFIED_VOICES = env.number("VERIFIED_VOICES", 2, at_least=2)
REFUTED_VOICES = env.number("REFUTED_VOICES", 2, at_least=1)
SURE_TO_SUPPORT_PERCENT = env.number("SURE_TO_SUPPORT_PERCENT", 60, at_least=50)
SURE_TO_REFUTE_PERCENT = env.number("SURE_TO_REFUTE_PERCENT", 80, at_least=50)
UNNAMED_HOURS = env.number("UNNAMED_HOURS", 72, at_least=0)

# --- the log -----------------------------------------------------------------------------------------
LOG_SIGNING_KEY = env.secret("LOG_SIGNING_KEY", VAR_DIR / "log_signing_key", size=32)
LOG_PUBLIC_KEYS = env.words("LOG_PUBLIC_KEYS", "")
LOG_CHECKPOINT_MINUTES = env.number("LOG_CHECKPOINT_MINUTES", 15, at_least=1)
LOG_CHECKPOINT_FILE = env.text("LOG_CHECKPOINT_FILE", "")
LOG_CHECKPOINT_EMAIL = env.words("LOG_CHECKPOINT_EMAIL", "")
LOG_CHECKPOINT_WEBHOOK = env.text("LOG_CHECKPOINT_WEBHOOK", "")
LOG_CHECKPOINT_WEBHOOK_PRIVATE = env.flag("LOG_CHECKPOINT_WEBHOOK_PRIVATE", False)
LOG_CHECK_HOURS = env.number("LOG_CHECK_HOURS", 24, at_least=1)
# --- who contests what is published --------------------------------------------------------------------
DISPUTE_DAYS = env.number("DISPUTE_DAYS", 14, at_least=1)
# --- who decides ---------------------------------------------------------------------------------------
SECOND_PERSON = env.flag("SECOND_PERSON", True)
ASSIGNMENT_IDLE_MINUTES = env.number("ASSIGNMENT_IDLE_MINUTES", 30, at_least=5)

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": BROKER_VISIBILITY_SECONDS,
    "global_keyprefix": REDIS_KEY_PREFIX,
    # A door must not make a client wait for a broker that is away: the sweep sends the work out later.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "socket_connect_timeout": 5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = TASK_TIME_LIMIT
CELERY_TASK_SOFT_TIME_LIMIT = TASK_TIME_LIMIT - 5
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000
# A sweep that no worker took in time is dropped: the next one does the same.
_SWEEP = {"schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}}
CELERY_BEAT_SCHEDULE = {
    "sweep-sources": {"task": "sources.sweep", **_SWEEP},
    "sweep-notices": {"task": "notices.sweep", **_SWEEP},
    "sweep-claims": {"task": "claims.sweep", **_SWEEP},
    "sweep-webhooks": {"task": "claims.sweep_webhooks", **_SWEEP},
    "sweep-log": {"task": "log.sweep", **_SWEEP},
}

# --- logs --------------------------------------------------------------------------------------------
LOG_FORMAT = env.choice("LOG_FORMAT", "logfmt", ("logfmt", "json"))
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
]
_RENDERERS = {
    "json": structlog.processors.JSONRenderer(),
    "logfmt": structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _SHARED,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _RENDERERS[LOG_FORMAT],
            ],
        }
    },
    "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Each task is told once, by django_structlog.
        "celery.app.trace": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        *_SHARED[1:],
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_USER_ID_FIELD = None  # asking for the user would make every public page vary by cookie
