"""The page on which an officer without Python checks a dossier: one file, no network.

Check ids, clauses, limits and forms are those of the program: they are written into the page, so
that the two cannot part.  What the page cannot judge it names as not judged.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape
from importlib import resources
from typing import Any

from cradlegate.core.category import CATEGORIES
from cradlegate.core.stage import STAGES_BY_VIEW
from cradlegate.declaration.document import declaration_schema
from cradlegate.dossier import archive, layout, manifest, member_names
from cradlegate.dossier.checks.check import CLAUSES, EXPECTED, CheckId
from cradlegate.footprint.appraisal.second_life import USED_CONDITIONS, SecondLifeMethod
from cradlegate.footprint.boundary import END_POINTS
from cradlegate.footprint.draw_limits import MAX_DRAWS, MAX_SEED, MIN_DRAWS
from cradlegate.footprint.inventory.activity import CoverageClass
from cradlegate.reports.contents.verdict_report import DISCLAIMER
from cradlegate.tables.words import countries
from cradlegate.verification.opinions.contradictions import AHEAD
from cradlegate.verification.opinions.document import opinion_schema
from cradlegate.verification.trust_lists.checks import trust_list_validator

PARTS = (
    "json.js",
    "names.js",
    "archive.js",
    "keys.js",
    "proofs.js",
    "forms.js",
    "trust_list.js",
    "documents.js",
    "opinions.js",
    "log.js",
    "log_checks.js",
    "checks.js",
    "page.js",
)
"""The script of the page, in the order in which its parts are joined."""


def draw_verifier_page(product: str) -> bytes:
    """Draw the page; the same bytes for one version of the program.

    Args:
        product: the version, as the page names it.
    """
    script, style = write_script(product), _read("page.css")
    policy = (
        "default-src 'none'",
        f"script-src '{_hash_for_policy(script)}'",
        f"style-src '{_hash_for_policy(style)}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
    page = _read("page.html")
    for mark, text in {
        "@POLICY@": "; ".join(policy),
        "@DISCLAIMER@": escape(DISCLAIMER),
        "@STYLE@": style,
        "@SCRIPT@": script,
    }.items():
        page = page.replace(mark, text, 1)
    return page.encode()


def write_script(product: str) -> str:
    """Join the script of the page, with the forms and words of this version before it."""
    forms = json.dumps(_list_forms(product), ensure_ascii=False, separators=(",", ":"))
    inside_html = forms.replace("<", "\\u003c")
    return "\n".join(
        ('"use strict";', f"const FORMS = {inside_html};", *(_read(part) for part in PARTS))
    )


def _list_forms(product: str) -> dict[str, Any]:
    return {
        "product": product,
        "spec": manifest.SPEC,
        "checks": [
            {"id": one, "expected": EXPECTED[one], "clause": CLAUSES[one]} for one in CheckId
        ],
        "files": {
            "declaration": layout.DECLARATION_FILE,
            "opinion": layout.OPINION_FILE,
            "trust_list": layout.TRUST_LIST_FILE,
        },
        "case_folder": layout.CASE,
        "limits": _list_limits(),
        "schemas": _list_schemas(),
        **_list_words(),
    }


def _list_limits() -> dict[str, int]:
    return {
        "members": archive.MOST_MEMBERS,
        "member_bytes": archive.LARGEST_MEMBER_BYTES,
        "total_bytes": archive.LARGEST_TOTAL_BYTES,
        "archive_bytes": archive.LARGEST_ARCHIVE_BYTES,
        "name_bytes": member_names.LONGEST_NAME_BYTES,
        "manifest_bytes": manifest.LARGEST_MANIFEST_BYTES,
    }


def _list_schemas() -> dict[str, Mapping[str, Any]]:
    return {
        "manifest": json.loads(
            (resources.files("cradlegate.dossier") / "data" / "manifest.schema.json").read_text(
                "utf-8"
            )
        ),
        "trust_list": trust_list_validator().schema,
        "declaration": declaration_schema(),
        "opinion": opinion_schema(),
    }


def _list_words() -> dict[str, Any]:
    return {
        "categories": list(CATEGORIES),
        "coverage_classes": list(CoverageClass),
        "draws": [MIN_DRAWS, MAX_DRAWS],
        "largest_seed": str(MAX_SEED),
        "used_conditions": sorted(USED_CONDITIONS),
        "second_life_methods": list(SecondLifeMethod),
        "residual_share": SecondLifeMethod.RESIDUAL_SHARE,
        "refurbishment_only": SecondLifeMethod.REFURBISHMENT_ONLY,
        "stages_by_view": {view: list(stages) for view, stages in STAGES_BY_VIEW.items()},
        "stages_ahead": sorted(AHEAD),
        "end_points": dict(END_POINTS),
        "countries": sorted(countries()),
    }


def _hash_for_policy(text: str) -> str:
    """Give the digest by which a policy lets one script or style in, and no other."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _read(name: str) -> str:
    return (resources.files("cradlegate.reports") / "data" / "verifier" / name).read_text("utf-8")
