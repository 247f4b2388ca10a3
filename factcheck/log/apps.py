from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "factcheck.log"
    label = "log"
    verbose_name = "Log"
