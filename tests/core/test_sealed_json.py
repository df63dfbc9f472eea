"""JSON documents that carry their own digest are read only as they were written."""

import json

import pytest

from cradlegate.core.sealed_json import SealError, open_json, seal_json

CONTENT = {"form": "example-1", "figure": "1.50", "parts": [1, None, "ä"]}


def test_what_was_sealed_is_read_again_without_its_digest():
    assert open_json(seal_json(CONTENT), "example-1") == CONTENT


@pytest.mark.parametrize("name", [*CONTENT, "digest"])
def test_a_changed_value_is_noticed(name):
    document = json.loads(seal_json(CONTENT))
    document[name] = "other" if name != "form" else "example-1 "
    with pytest.raises(SealError):
        open_json(json.dumps(document).encode(), "example-1")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"{", "JSON"),
        (b"[]", "another form"),
        (seal_json({"form": "example-2"}), "another form"),
        (b'{"form":"example-1"}', "digest"),
    ],
)
def test_what_is_no_such_document_is_refused(data, found):
    with pytest.raises(SealError, match=found):
        open_json(data, "example-1")
