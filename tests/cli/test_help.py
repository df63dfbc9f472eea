"""Every command says what it does, with an example."""

import pytest

COMMANDS = (
    ("new",),
    ("check",),
    ("footprint",),
    ("explain",),
    ("compare",),
    ("demo",),
    ("bom", "map"),
    ("declare",),
    ("declaration", "sign"),
    ("declaration", "render"),
    ("declaration", "lint"),
    ("dossier", "build"),
    ("dossier", "show"),
    ("dossier", "verify"),
    ("trust", "key", "new"),
    ("trust", "key", "show"),
    ("trust", "list", "new"),
    ("trust", "list", "show"),
    ("library", "search"),
    ("library", "show"),
    ("library", "check"),
    ("readiness",),
    ("plan",),
    ("match",),
    ("clearance", "record"),
    ("clearance", "report"),
    ("register", "import"),
    ("register", "show"),
    ("register", "diff"),
    ("watch", "list"),
    ("watch", "add"),
    ("watch", "record"),
    ("watch", "overdue"),
    ("tender", "scan"),
    ("screen",),
    ("evidence", "letter"),
    ("evidence", "lint"),
    ("evidence", "modes"),
    ("evidence", "record"),
    ("evidence", "log"),
    ("inventory", "map"),
    ("regime", "list"),
    ("regime", "show"),
    ("regime", "questions"),
    ("regime", "answer"),
    ("regime", "test"),
    ("regime", "diff"),
    ("regime", "timeline"),
    ("regime", "replay"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_help_of_a_command_has_an_example(cradlegate, command):
    done = cradlegate(*command, "--help")
    assert done.returncode == 0
    assert f"Example: `cradlegate {' '.join(command)}" in done.stdout


def test_without_a_command_the_commands_are_listed(cradlegate):
    done = cradlegate()
    assert done.returncode == 0
    assert all(command[0] in done.stdout for command in COMMANDS)


def test_the_version_is_that_of_the_package(cradlegate):
    import cradlegate as package

    assert cradlegate("--version").stdout.strip() == package.__version__
