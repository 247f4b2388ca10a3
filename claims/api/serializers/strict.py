"""Fields that take what the schema says and nothing that only looks like it."""

from typing import Any

from rest_framework import serializers


class StrictBooleanField(serializers.BooleanField):
    """true or false; REST framework's own also takes 1, "yes" and the like."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data
