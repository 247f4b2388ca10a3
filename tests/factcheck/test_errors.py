"""What cannot be understood is answered with a sentence that says what to do."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_a_request_that_cannot_be_read_is_told_so_in_words(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "This request could not be read" in answer.content.decode()
