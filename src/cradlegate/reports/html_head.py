"""The head of a page: what it is called, how it looks, and what stands on every printed sheet."""

from importlib import resources
from xml.etree.ElementTree import Element, SubElement

from cradlegate.reports.display import clean
from cradlegate.reports.report import PICTURES, Report

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def add_head(html: Element, report: Report, beside: Report | None = None) -> None:
    """Add the head of a page, whose title is in both languages where it has two."""
    head = SubElement(html, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    viewport = {"name": "viewport", "content": "width=device-width, initial-scale=1"}
    SubElement(head, "meta", viewport)
    titles = (report.status, report.title, beside.title if beside else "")
    SubElement(head, "title").text = clean(" · ".join(filter(None, titles)))
    sheets = ("report.css", "picture.css") if _has_pictures(report) else ("report.css",)
    data = resources.files("cradlegate.reports") / "data"
    style = "".join((data / sheet).read_text("utf-8") for sheet in sheets)
    furniture = f"@page {{ @top-left {{ content: {_css_string(report.title)} }}"
    furniture += f" @top-center {{ content: {_css_string(report.status)} }} }}\n"
    SubElement(head, "style").text = style + furniture


def _has_pictures(report: Report) -> bool:
    return any(chart.kind in PICTURES for chart in report.charts)


def _css_string(text: str) -> str:
    """Write a text as a CSS string; every sign but letters and digits as its code point."""
    signs = (
        sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in clean(text)
    )
    return f'"{"".join(signs)}"'
