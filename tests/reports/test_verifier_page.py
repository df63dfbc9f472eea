"""The page judges as the program does, and says what it leaves to it."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from cradlegate.core.fault import FaultsError
from cradlegate.dossier.checks.check import CheckId
from cradlegate.dossier.study import LINES_FILE
from cradlegate.dossier.verify import verify_dossier
from cradlegate.reports.contents.verdict_report import report_verdict
from cradlegate.reports.verifier_page import PARTS, draw_verifier_page, write_script
from cradlegate.verification.trust_lists.trust_list import read_trust_list
from tests.dossier import dossiers
from tests.dossier.dossiers import DAY, STRANGER, sealed, trust
from tests.dossier.test_opinion_check import OFFICE, READ_ON
from tests.reports.browser import Browser, literal, needs_browser, start_browser
from tests.reports.verifier_cases import (
    CASES,
    doubled,
    list_bytes,
    list_of_compromised,
    list_of_log,
    logged,
    member,
    of_verifier,
    of_verifier_accepting,
    opinion_with,
    resealed,
)

ELSEWHERE = {"sources", "figures", "recomputation", "renderings"}
"""Checks that the page leaves to the program."""
NOT_REACHED = "not reached: the declaration cannot be read"


def ask_page(
    browser: Browser, data: bytes, trusted: bytes | None, day: date = DAY, destination: str = ""
) -> Mapping[str, Any]:
    names = "{ dossier: 'my.dossier', trust: 'list.json' }"
    call = f"verifyDossier({literal(data)}, {literal(trusted)}, '{day}', '{destination}', {names})"
    kept = "({ refused, checks, outcome, headline, steps })"
    told: Mapping[str, Any] = browser.run(f"{call}.then(({kept[1:-1]}) => {kept})")
    return told


def ask_program(
    data: bytes, trusted: bytes | None, day: date = DAY, destination: str = ""
) -> dict[str, tuple[str, str]]:
    listed = read_trust_list(trusted, "list.json") if trusted else None
    questions = replace(dossiers.ask(as_of=day), trust_list=listed, destination=destination)
    checks = verify_dossier(data, "my.dossier", questions).checks
    return {one.id: (str(one.outcome), one.found) for one in checks}


OTHER_WORDS = (
    (", which this page does not read", "; none was given"),
    ("2026-02-30 is no day of the calendar", "day is out of range for month"),
    ("a figure of 30 digits", "id, issuer or validFrom differ from the declaration inside"),
)
"""What the page says where the program says the second."""


def in_words_of_the_program(found: str) -> str:
    for here, there in OTHER_WORDS:
        found = found.replace(here, there)
    return found


def is_case_declared(known: Mapping[str, tuple[str, str]]) -> bool:
    """Tell whether the program found the very files; what others say it alone can tell."""
    return "byte for byte" in known["case"][1]


@needs_browser
@pytest.mark.parametrize("name", CASES)
def test_the_page_judges_as_the_program_does(name, browser):
    data, trusted, day = CASES[name]()
    told, known = ask_page(browser, data, trusted, day), ask_program(data, trusted, day)
    judged = [one for one in told["checks"] if one["outcome"] != "not judged"]
    said = {one["id"]: (one["outcome"], in_words_of_the_program(one["found"])) for one in judged}
    assert said == {each: found for each, found in known.items() if each in said}
    assert [one["id"] for one in told["checks"]] == list(CheckId)
    assert [one["number"] for one in told["checks"]] == list(range(1, len(CheckId) + 1))
    left = {one["id"]: one["found"] for one in told["checks"] if one["outcome"] == "not judged"}
    assert left.keys() >= ELSEWHERE
    assert ("case" in left) == (known["case"][1] != NOT_REACHED and not is_case_declared(known))
    assert all("not judged on this page" in found for found in left.values())
    check_answer(told)


DESTINATIONS: tuple[tuple[dict[str, list[str]], str, str], ...] = (
    ({}, "VN", "undetermined"),
    ({}, "TH", "not met"),
    ({"VN": ["example-register"]}, "VN", "undetermined"),
    ({"VN": ["another-register"]}, "VN", "not met"),
    ({"VN": []}, "VN", "not met"),
    ({"TH": ["example-register"]}, "VN", "undetermined"),
    ({"TH": ["example-register"]}, "", "undetermined"),
)
"""Registers that a list accepts by country, the country of import, what an opinion for VN gives."""


@needs_browser
@pytest.mark.parametrize(("accepted", "destination", "outcome"), DESTINATIONS)
def test_the_page_asks_for_the_country_of_import_as_the_program_does(
    browser, accepted, destination, outcome
):
    asked = opinion_with(destinations=("VN",)), of_verifier_accepting(accepted), READ_ON
    told, known = ask_page(browser, *asked, destination), ask_program(*asked, destination)
    (said,) = [(one["outcome"], one["found"]) for one in told["checks"] if one["id"] == "opinion"]
    assert said[0] == known["opinion"][0] == outcome
    assert in_words_of_the_program(said[1]) == known["opinion"][1]


@needs_browser
def test_with_a_time_stamp_enclosed_the_day_of_the_signature_stays_open(browser):
    """The program may find a day in it that speaks against the date; the page cannot read it."""
    data = logged({"log/declaration/leaf.tsr": b"0"})
    told = ask_page(browser, data, list_of_log())
    outcomes = {one["id"]: one["outcome"] for one in told["checks"]}
    assert outcomes["signer"] == "undetermined"
    assert outcomes["time"] == "not judged"
    assert outcomes["log"] == outcomes["signature"] == "met"


def check_answer(told: Mapping[str, Any]) -> None:
    """The page never says yes, and there is always somebody who has to do something."""
    is_refused = any(one["outcome"] == "not met" for one in told["checks"])
    assert told["outcome"] == ("not met" if is_refused else "undetermined")
    opening = "do not rely on this dossier" if is_refused else "as far as this page can tell"
    assert told["headline"].startswith(opening)
    assert told["steps"]


@needs_browser
def test_what_the_program_alone_can_refuse_stays_open_on_the_page(browser):
    """Figures that do not follow from the case: sealed and signed they fit, and the page says so."""
    rows = member(LINES_FILE).replace(b"\n", b"\n\n", 1)
    data = resealed({LINES_FILE: rows})
    told = ask_page(browser, data, list_bytes())
    assert ask_program(data, list_bytes())["figures"][0] == "not met"
    assert told["outcome"] == "undetermined"
    assert "13 figures" in told["steps"][-1][1]


BROKEN_LISTS = {
    "no JSON": lambda: b"{",
    "a name twice": lambda: doubled(list_bytes()),
    "another form": lambda: list_bytes().replace(b'"version":1', b'"version":0'),
    "another version in its id": lambda: list_bytes().replace(b'"version":1', b'"version":2'),
    "a field more": lambda: list_bytes().replace(b'{"@context"', b'{"more":1,"@context"', 1),
    "a blank in an id": lambda: list_bytes().replace(
        trust().maker.id.encode(), "did:web:a\u2003b".encode()
    ),
    "a key that is none": lambda: re.sub(rb'Multibase":"z6Mk', b'Multibase":"z6Ml', list_bytes()),
    "another key in the id": lambda: list_bytes().replace(
        trust().key.public.multikey.encode() + b'","validFrom"',
        STRANGER.public.multikey.encode() + b'","validFrom"',
    ),
    "a day that is none": lambda: list_bytes().replace(
        b'"validFrom":"2026-03-31"', b'"validFrom":"2026-02-30"'
    ),
    "a window reversed": lambda: list_bytes().replace(
        b'"validFrom":"2026-03-31"', b'"validFrom":"2026-03-31","validUntil":"2026-03-30"'
    ),
    "an origin without the role": lambda: list_of_log().replace(b'["log"]', b'["lag"]'),
    "a name that is none of a log": lambda: list_of_log().replace(
        b'"log.example"', b'"log+example"'
    ),
    "compromised without an index": lambda: compromised_otherwise(0, {"logOrigin": "log.example"}),
    "compromised by an unknown log": lambda: compromised_otherwise(0, at("third.example")),
    "a compromised log": lambda: compromised_otherwise(2, at("other.example")),
    "compromised under one id alone": lambda: compromised_otherwise(0, at("log.example"), "#1"),
    "its own key compromised": lambda: list_of_compromised(2, of=OFFICE.public),
    "an organisation twice": lambda: twice_in_list("id", "did:web:second.example"),
    "a key under two": lambda: twice_in_list("name", "Second"),
}


def twice_in_list(changed: str, value: str) -> bytes:
    document = json.loads(list_bytes())
    organisations = document["credentialSubject"]["organisations"]
    organisations.append({**organisations[0], changed: value})
    return json.dumps(document).encode()


def at(origin: str) -> dict[str, object]:
    return {"logOrigin": origin, "lastValidIndex": 2}


def compromised_otherwise(owner: int, stated: dict[str, object], further_id: str = "") -> bytes:
    """What is said of a key changed by hand; a further id of the key is not compromised."""
    document = json.loads(list_of_compromised(2))
    keys = document["credentialSubject"]["organisations"][owner]["keys"]
    keys[0]["compromised"] = stated
    if further_id:
        whole = {name: value for name, value in keys[0].items() if name != "compromised"}
        keys.append({**whole, "id": f"did:web:maker.example{further_id}"})
    return json.dumps(document).encode()


@needs_browser
@pytest.mark.parametrize("name", BROKEN_LISTS)
def test_a_list_that_the_program_refuses_is_refused_with_its_codes(name, browser):
    data = BROKEN_LISTS[name]()
    with pytest.raises(FaultsError) as caught:
        read_trust_list(data, "list.json")
    told = ask_page(browser, sealed(), data)
    assert told["checks"] == []
    codes = {fault.code for fault in caught.value.faults}
    said = set(re.findall(r"\[(VR-[0-9]{3})\]", told["refused"]))
    assert said == codes or said == {"VR-002"} < codes, "of another form, the rest is not looked at"


@needs_browser
def test_without_ed25519_signatures_stay_open_and_say_why(page_file, tmp_path):
    with start_browser(tmp_path) as started:
        started.open(page_file.as_uri())
        started.run(
            "crypto.subtle.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'))"
        )
        told = ask_page(started, sealed(), list_bytes())
        found = {one["id"]: (one["outcome"], one["found"]) for one in told["checks"]}
    for check in ("seal", "signature", "trust-list"):
        assert found[check] == ("undetermined", "this browser cannot check Ed25519")
    assert found["members"][0] == "met"


@needs_browser
def test_an_officer_opens_the_page_from_the_disk_and_chooses_two_files(page_file, tmp_path):
    (tmp_path / "my.dossier").write_bytes(sealed())
    (tmp_path / "list.json").write_bytes(list_bytes())
    with start_browser(tmp_path / "profile") as started:
        started.open(page_file.as_uri())
        assert started.run("document.getElementById('answer').innerText") == ""
        started.run("document.getElementById('day').value = '2026-03-31'")
        started.choose("#trust", [tmp_path / "list.json"])
        started.choose("#dossier", [tmp_path / "my.dossier"])
        started.run(SHOWN)
        answer = started.run("document.getElementById('answer').innerText")
        rest = started.run("document.getElementById('rest').innerText")
        signs = started.run(
            "Array.from(document.querySelectorAll('[data-check] .status'), (cell) => cell.innerText)"
        )
        assert started.problems == [], "nothing was blocked, and nothing went wrong"
    assert answer.startswith("? undetermined\n")
    assert "as far as this page can tell, all 11 checks that it makes are met" in answer
    assert rest.index("What to do next") < rest.index("Checks") < rest.index("Made from")
    assert signs[:11] == ["✓ met"] * 11
    assert set(signs[11:]) == {"○ not judged", "– not applicable"}
    questions = dossiers.ask()
    (note,) = report_verdict(verify_dossier(sealed(), "x", questions), "x", questions).notes
    figure = note.text.removeprefix("The declaration states ").partition(", for ")[0]
    assert figure in rest.replace("\u202f", "\u2009"), "the figure reads as the program writes it"
    assert trust_list_key() in rest, "who signed the list is shown"
    assert sha256(sealed()).hexdigest() in rest


@needs_browser
def test_an_officer_names_the_country_of_import(page_file, tmp_path):
    (tmp_path / "my.dossier").write_bytes(opinion_with(destinations=("VN",)))
    (tmp_path / "list.json").write_bytes(of_verifier("verifier"))

    def ask_for(country: str) -> tuple[str, str]:
        enter = "(box) => { box.value = %s; box.dispatchEvent(new Event('change')); }"
        started.run(f"({enter % json.dumps(country)})(document.getElementById('destination'))")
        started.run(SETTLED)
        parts = ("answer", "rest")
        answer, rest = (
            started.run(f"document.getElementById('{part}').innerText") for part in parts
        )
        return answer, rest

    with start_browser(tmp_path / "profile") as started:
        started.open(page_file.as_uri())
        started.run(f"document.getElementById('day').value = '{READ_ON}'")
        started.choose("#trust", [tmp_path / "list.json"])
        started.choose("#dossier", [tmp_path / "my.dossier"])
        started.run(SHOWN)
        assert "16 opinion not met" not in ask_for("vn ")[0]
        answer, rest = ask_for("TH")
        assert "16 opinion not met" in answer
        assert "it is meant for VN, not for TH" in rest
        assert f"{READ_ON}, for TH" in rest
        answer, rest = ask_for("XX")
        assert "nothing was checked: XX is no country by its two letters" in answer
        assert not rest.strip()
        assert started.problems == []


SETTLED = """new Promise((done) => {
  const answer = document.getElementById('answer');
  const look = () => answer.innerText.includes('Checking') ? setTimeout(look, 20) : done();
  setTimeout(look, 20);
})"""
SHOWN = """new Promise((done) => {
  const look = () => document.querySelector('[data-check]') ? done() : setTimeout(look, 20);
  look();
})"""


def trust_list_key() -> str:
    return read_trust_list(list_bytes(), "l").publisher_method.rpartition("#")[2]


@needs_browser
def test_texts_of_others_are_shown_and_never_run(browser):
    name = "<img src=x onerror=alert(1)>\u202egnp.exe"
    told = browser.run(
        f"(() => {{ const cell = make('td', {json.dumps(name)}); return [cell.children.length, cell.textContent]; }})()"
    )
    assert told == [0, "<img src=x onerror=alert(1)>gnp.exe"]


def test_a_rule_that_the_page_does_not_know_would_stop_it():
    known = {
        "type",
        "const",
        "enum",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "minItems",
        "maxItems",
    }
    known |= {
        "$ref",
        "anyOf",
        "not",
        "required",
        "properties",
        "additionalProperties",
        "propertyNames",
        "items",
    }
    known |= {"$schema", "$id", "$defs", "$comment", "title", "description"}
    forms = json.loads(
        write_script("0").splitlines()[1].removeprefix("const FORMS = ").removesuffix(";")
    )
    used = {rule for schema in forms["schemas"].values() for rule in list_rules(schema)}
    assert used <= known


def list_rules(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        for rule, value in schema.items():
            yield rule
            nested = value.values() if rule in {"properties", "$defs"} else [value]
            for each in nested if rule not in {"const", "enum"} else ():
                yield from list_rules(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from list_rules(each)


def test_one_version_has_one_page_and_it_asks_nobody():
    page = draw_verifier_page("1.2.3")
    assert page == draw_verifier_page("1.2.3") != draw_verifier_page("1.2.4")
    text = page.decode()
    assert "@POLICY@" not in text
    assert re.search(
        r"""content="default-src 'none'; script-src 'sha256-[^' ]+'; style-src 'sha256-[^' ]+'; base""",
        text,
    )
    assert re.findall(r"<[^>]+\s(?:src|href)=", text) == []
    for word in (
        "fetch(",
        "XMLHttpRequest",
        "import(",
        "WebSocket",
        "sendBeacon",
        "innerHTML",
        "eval(",
    ):
        assert word not in text


def test_what_is_not_met_looks_like_more_than_a_colour():
    assert PARTS[-1] == "page.js"
    script = write_script("0")
    for words in ('[MET]: "✓"', '[NOT_MET]: "✗"', '[UNDETERMINED]: "?"'):
        assert words in script


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node is installed")
def test_every_part_of_the_script_is_javascript(tmp_path):
    path = tmp_path / "page.js"
    path.write_text(write_script("0"), encoding="utf-8")
    done = subprocess.run(
        ["node", "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_command_writes_the_page_and_prints_its_digest(cradlegate, tmp_path):
    done = cradlegate("dossier", "page", "--out", tmp_path / "verify.html")
    assert done.returncode == 0, done.stderr
    assert sha256((tmp_path / "verify.html").read_bytes()).hexdigest() in done.stdout
    again = cradlegate("dossier", "page", "--out", tmp_path / "verify.html")
    assert again.returncode == 2
    assert "CF-006" in again.stderr
