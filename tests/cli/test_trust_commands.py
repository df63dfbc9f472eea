"""Keys are made for their owners alone, and trust lists are drawn up, carried on and judged."""

import json
import stat
from datetime import UTC, datetime

import pytest

from cradlegate.core.party import Party
from cradlegate.store.key_files import KeyFile, write_key_pair
from cradlegate.trust.keys import SigningKey

MADE = datetime(2026, 11, 1, tzinfo=UTC)
MAKER = ("--owner", "did:web:maker.example", "--name", "青岛机床")
CUSTOMS = ("--owner", "did:web:customs.example", "--name", "Customs")
ISSUED = ("--issued", "2026-11-22")


@pytest.fixture
def cradlegate(own_process):
    return own_process


@pytest.fixture
def keys(cradlegate):
    """A maker and a customs office with their keys, written here to save time."""
    folder = cradlegate.folder
    for number, (name, (_, owner, _, words)) in enumerate(
        {"maker.key": MAKER, "customs.key": CUSTOMS}.items()
    ):
        key = KeyFile(Party(owner, words), SigningKey(bytes([number]) * 32), MADE)
        write_key_pair(folder / name, key, force=False)
    return folder


@pytest.fixture
def draw_up(cradlegate, keys):
    """Draw up a list with the maker in it, on a day, and give its path."""

    def run(name, *options):
        done = cradlegate(
            "trust", "list", "new", name, "--key", "customs.key", "--member", "maker.key.pub",
            *ISSUED, *options,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return keys / name

    return run


def rows_of(done, table):
    tables = json.loads(done.stdout)["result"]["tables"]
    (rows,) = [item["rows"] for item in tables if item["id"] == table]
    return [{name: cell.get("text", cell) for name, cell in row.items()} for row in rows]


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "command", [("key", "new"), ("key", "show"), ("list", "new"), ("list", "show")], ids=" ".join
)
def test_the_help_of_a_trust_command_has_an_example(cradlegate, command):
    done = cradlegate("trust", *command, "--help")
    assert done.returncode == 0
    assert f"Example: `cradlegate trust {' '.join(command)}" in done.stdout


# Keys.


def test_a_key_is_made_for_its_owner_alone_with_a_part_to_hand_on(cradlegate):
    done = cradlegate("trust", "key", "new", "maker.key", *MAKER)
    assert done.returncode == 0, done.stderr
    key, public = (read_json(cradlegate.folder / name) for name in ("maker.key", "maker.key.pub"))
    assert stat.S_IMODE((cradlegate.folder / "maker.key").stat().st_mode) == 0o600
    assert key["type"] == "cradlegate-key-1"
    assert public["type"] == "cradlegate-public-key-1"
    assert public["owner"] == {"id": "did:web:maker.example", "name": "青岛机床"}
    assert public["publicKeyMultibase"] == key["publicKeyMultibase"]
    assert "secretKeyMultibase" not in public
    first_line = done.stdout.splitlines()[0]
    assert first_line.startswith("青岛机床 (did:web:maker.example) signs with the key z6Mk")
    assert "wrote maker.key, maker.key.pub" in done.stderr
    assert key["secretKeyMultibase"] not in done.stdout + done.stderr


def test_keys_bear_their_time_and_no_two_are_alike(cradlegate):
    for name in ("one.key", "two.key"):
        assert cradlegate("trust", "key", "new", name, *MAKER).returncode == 0
    one, two = (read_json(cradlegate.folder / name) for name in ("one.key", "two.key"))
    assert one["secretKeyMultibase"] != two["secretKeyMultibase"]
    age = datetime.now(tz=UTC) - datetime.fromisoformat(two["created"])
    assert 0 <= age.total_seconds() < 600


@pytest.mark.parametrize("name", ["maker.key", "maker.key.pub"])
def test_neither_file_of_a_key_is_replaced_unless_asked_for(cradlegate, name):
    (cradlegate.folder / name).write_text("mine")
    done = cradlegate("trust", "key", "new", "maker.key", *MAKER)
    assert done.returncode == 2
    assert "[CF-006]" in done.stderr
    assert [path.name for path in cradlegate.folder.iterdir()] == [name]
    assert cradlegate("trust", "key", "new", "maker.key", *MAKER, "--force").returncode == 0
    assert cradlegate("trust", "key", "show", "maker.key").returncode == 0


def test_an_owner_with_blanks_gets_no_key(cradlegate):
    done = cradlegate("trust", "key", "new", "maker.key", "--owner", "my firm", "--name", "x")
    assert done.returncode == 2
    assert "[ST-003]" in done.stderr
    assert list(cradlegate.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["maker.key", "maker.key.pub"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_show_names_owner_and_key_and_never_the_secret(cradlegate, keys, name, form):
    done = cradlegate("trust", "key", "show", name, *form)
    assert done.returncode == 0
    multikey = read_json(keys / "maker.key")["publicKeyMultibase"]
    assert f"signs with the key {multikey}" in done.stdout
    assert read_json(keys / "maker.key")["secretKeyMultibase"] not in done.stdout + done.stderr


def test_a_key_that_others_can_read_is_refused(cradlegate, keys):
    (keys / "maker.key").chmod(0o644)
    done = cradlegate("trust", "key", "show", "maker.key")
    assert done.returncode == 2
    assert "mode 0644" in done.stderr
    assert "chmod 600 maker.key" in done.stderr
    assert "[ST-002]" in done.stderr


def test_a_file_that_is_missing_is_named(cradlegate):
    done = cradlegate("trust", "key", "show", "none.key")
    assert done.returncode == 2
    assert "there is no file none.key" in done.stderr


# Drawing up lists.


def test_a_list_holds_what_was_asked_for(draw_up, keys):
    options = ("--country", "CN", "--role", "maker", "verifier", "--from", "2026-01-01")
    path = draw_up("trust.json", *options, "--to", "2028-12-31", "--until", "2027-11-21")
    document = read_json(path)
    multikey = read_json(keys / "maker.key.pub")["publicKeyMultibase"]
    publisher = read_json(keys / "customs.key.pub")["publicKeyMultibase"]
    assert document["id"] == "urn:cradlegate:trust-list:did-web-customs-example:1"
    assert document["issuer"] == {"id": "did:web:customs.example", "name": "Customs"}
    assert document["validFrom"] == "2026-11-22T00:00:00Z"
    assert document["validUntil"] == "2027-11-21T23:59:59Z"
    assert document["credentialSubject"] == {
        "version": 1,
        "organisations": [
            {
                "id": "did:web:maker.example",
                "name": "青岛机床",
                "country": "CN",
                "roles": ["maker", "verifier"],
                "keys": [
                    {
                        "id": f"did:key:{multikey}#{multikey}",
                        "publicKeyMultibase": multikey,
                        "validFrom": "2026-01-01",
                        "validUntil": "2028-12-31",
                    }
                ],
            }
        ],
    }
    assert document["proof"]["verificationMethod"] == f"did:key:{publisher}#{publisher}"


def test_a_list_begins_today_unless_told_otherwise(cradlegate, keys):
    before = datetime.now(tz=UTC).date()
    done = cradlegate(
        "trust", "list", "new", "trust.json", "--key", "customs.key", "--member", "maker.key.pub"
    )
    assert done.returncode == 0
    after = datetime.now(tz=UTC).date()
    document = read_json(keys / "trust.json")
    assert document["validFrom"][:10] in {f"{before}", f"{after}"}
    (organisation,) = document["credentialSubject"]["organisations"]
    assert organisation["keys"][0]["validFrom"] == document["validFrom"][:10]
    assert (organisation["country"], organisation["roles"]) == ("", ["maker"])


def test_an_existing_list_is_replaced_on_request_alone(cradlegate, draw_up):
    path = draw_up("trust.json")
    before = path.read_bytes()
    command = ("trust", "list", "new", "trust.json", "--key", "customs.key", "--base", "trust.json")
    done = cradlegate(*command)
    assert done.returncode == 2
    assert "[CF-006]" in done.stderr
    assert path.read_bytes() == before
    assert cradlegate(*command, "--force").returncode == 0
    assert read_json(path)["credentialSubject"]["version"] == 2


def test_the_next_version_keeps_the_members_and_retires_keys(cradlegate, draw_up):
    first = read_json(draw_up("one.json", "--country", "CN"))
    other = ("--owner", "urn:example:other", "--name", "Other")
    assert cradlegate("trust", "key", "new", "other.key", *other).returncode == 0
    base = ("--base", "one.json", "--member", "other.key.pub", "--issued", "2026-12-01")
    done = cradlegate("trust", "list", "new", "two.json", "--key", "customs.key", *base)
    assert done.returncode == 0, done.stderr
    second = read_json(cradlegate.folder / "two.json")
    assert second["id"] == "urn:cradlegate:trust-list:did-web-customs-example:2"
    old, new = second["credentialSubject"]["organisations"]
    assert [old] == first["credentialSubject"]["organisations"]
    assert (new["id"], new["keys"][0]["validFrom"]) == ("urn:example:other", "2026-12-01")
    third = draw_up("three.json", "--base", "two.json", "--to", "2026-12-31")
    maker, _ = read_json(third)["credentialSubject"]["organisations"]
    (key,) = maker["keys"]
    assert (key["validFrom"], key["validUntil"]) == ("2026-11-22", "2026-12-31")
    assert maker["country"] == "CN"


def test_a_list_is_not_carried_on_by_others_or_after_a_change(cradlegate, draw_up):
    path = draw_up("one.json")
    done = cradlegate(
        "trust", "list", "new", "two.json", "--key", "maker.key", "--base", "one.json"
    )
    assert done.returncode == 2
    assert "[VR-012]" in done.stderr
    path.write_text(path.read_text(encoding="utf-8").replace("青岛机床", "Somebody"))
    done = cradlegate(
        "trust", "list", "new", "two.json", "--key", "customs.key", "--base", "one.json"
    )
    assert done.returncode == 2
    assert "[VR-011]" in done.stderr
    assert not (cradlegate.folder / "two.json").exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "CL-001"),
        (("--member", "none.pub"), "ST-001"),
        (("--member", "maker.key"), "ST-003"),
        (("--member", "maker.key.pub", "--country", "China"), "CL-001"),
        (("--member", "maker.key.pub", "--country", "XX"), "CL-001"),
        (("--member", "maker.key.pub", "--role", "Maker!"), "CL-001"),
        (("--member", "maker.key.pub", "--role", "maker", "verifyer"), "CL-001"),
        (("--member", "maker.key.pub", "--from", "2026-02-01", "--to", "2026-01-31"), "VR-005"),
        (
            ("--member", "maker.key.pub", "--issued", "2026-11-22", "--until", "2026-11-21"),
            "VR-005",
        ),
        (("--member", "maker.key.pub", "--base", "maker.key.pub"), "VR-002"),
        (("--member", "maker.key.pub", "--from", "soon"), "CL-001"),
    ],
)
def test_a_list_that_could_not_be_read_is_not_written(cradlegate, keys, options, code):
    done = cradlegate("trust", "list", "new", "trust.json", "--key", "customs.key", *options)
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert not (keys / "trust.json").exists()


# Judging lists.


def test_an_intact_list_is_shown_with_its_keys_and_windows(cradlegate, draw_up):
    draw_up("trust.json", "--country", "CN", "--to", "2028-12-31", "--until", "2027-11-21")
    done = cradlegate("trust", "list", "show", "trust.json", "--at", "2026-11-23")
    assert done.returncode == 0
    assert done.stdout.startswith(
        "✓ met · trust list of Customs, version 1, with 1 organisation and 1 key\n"
    )
    publisher = read_json(cradlegate.folder / "customs.key.pub")["publicKeyMultibase"]
    assert f"signed by Customs with key {publisher}" in done.stdout
    assert "valid on 2026-11-23, 1 day after its issue" in done.stdout
    assert "make sure by another way that the key is that of Customs" in done.stdout
    assert "digest: sha256:" in done.stdout


def test_as_json_a_list_has_the_same_rows(cradlegate, draw_up):
    draw_up("trust.json", "--country", "CN", "--from", "2026-12-01", "--to", "2026-12-31")
    show = ("trust", "list", "show", "trust.json", "--json", "--at")
    done = cradlegate(*show, "2026-12-01")
    multikey = read_json(cradlegate.folder / "maker.key.pub")["publicKeyMultibase"]
    assert rows_of(done, "organisations") == [
        {"id": "did:web:maker.example", "name": "青岛机床", "country": "CN", "roles": "maker"}
    ]
    assert rows_of(done, "keys") == [
        {
            "key": multikey,
            "owner": "did:web:maker.example",
            "first_day": "2026-12-01",
            "last_day": "2026-12-31",
            "state": "in its window",
        }
    ]
    states = [
        rows_of(cradlegate(*show, day), "keys")[0]["state"] for day in ("2026-11-30", "2027-01-01")
    ]
    assert states == ["not begun", "ended"]


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-11-21", 3), ("2026-11-22", 0), ("2027-11-21", 0), ("2027-11-22", 3)],
)
def test_a_list_is_undetermined_outside_its_days(cradlegate, draw_up, day, code):
    draw_up("trust.json", "--until", "2027-11-21")
    done = cradlegate("trust", "list", "show", "trust.json", "--at", day)
    assert done.returncode == code
    if code:
        assert done.stdout.startswith("? undetermined · trust list of Customs, version 1: ")


def test_a_changed_list_is_not_met(cradlegate, draw_up):
    path = draw_up("trust.json")
    path.write_text(
        path.read_text(encoding="utf-8").replace("青岛机床", "Somebody"), encoding="utf-8"
    )
    done = cradlegate("trust", "list", "show", "trust.json", "--at", "2030-01-01")
    assert done.returncode == 1
    assert done.stdout.startswith("✗ not met · ")
    assert "document or proof are not what the key" in done.stdout
    assert "do not rely on this list" in done.stdout


def test_a_proof_that_cannot_be_checked_here_is_undetermined(cradlegate, draw_up):
    path = draw_up("trust.json")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("eddsa-jcs-2022", "ecdsa-rdfc-2019"), encoding="utf-8")
    done = cradlegate("trust", "list", "show", "trust.json", "--at", "2026-11-22")
    assert done.returncode == 3
    assert "this version cannot check proofs whose cryptosuite is not" in done.stdout


def test_accepted_registers_and_keys_without_country_or_end_are_shown(cradlegate, draw_up):
    path = draw_up("trust.json")
    document = read_json(path)
    document["credentialSubject"]["acceptedRegisters"] = {"VN": ["urn:example:register"]}
    path.write_text(json.dumps(document), encoding="utf-8")
    done = cradlegate("trust", "list", "show", "trust.json", "--json")
    assert rows_of(done, "registers") == [{"country": "VN", "register": "urn:example:register"}]
    assert rows_of(done, "organisations")[0]["country"] == {"type": "blank", "blank": "unknown"}
    assert rows_of(done, "keys")[0]["last_day"] == {"type": "blank", "blank": "absent"}


def test_a_publisher_says_which_registers_count_where_and_keeps_the_others(cradlegate, draw_up):
    draw_up("trust.json", "--accept", "VN=first", "--accept", "VN=second", "--accept", "TH=third")
    draw_up("next.json", "--base", "trust.json", "--accept", "VN=second")
    done = cradlegate("trust", "list", "show", "next.json", "--json")
    assert rows_of(done, "registers") == [
        {"country": "VN", "register": "second"},
        {"country": "TH", "register": "third"},
    ]


@pytest.mark.parametrize("text", ["VN", "VN=", "=first", "Vietnam=first", "XX=first", "VN=a b"])
def test_what_is_accepted_is_a_country_and_a_register(cradlegate, draw_up, text):
    with pytest.raises(AssertionError, match="CL-001"):
        draw_up("trust.json", "--accept", text)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "VR-001"), (b"[1.5]", "VR-001"), (b"{}", "VR-002"), (b'{"a":1,"a":2}', "VR-001")],
)
def test_what_is_no_trust_list_is_unreadable(cradlegate, data, code):
    (cradlegate.folder / "trust.json").write_bytes(data)
    done = cradlegate("trust", "list", "show", "trust.json")
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert cradlegate("trust", "list", "show", "none.json").returncode == 2
