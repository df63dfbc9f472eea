"""Pages about packs and the facts that they ask for, made from the packs themselves."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from cradlegate.regimes.pack.pack import Pack, PackType, Parameter, Question, Remark
from cradlegate.regimes.pack.provision import Citation, Life, Provision
from cradlegate.regimes.pack.read import read_packs, shipped_packs
from cradlegate.regimes.values import ValueKind, write_value
from cradlegate.regimes.vocabulary import FactSpec, Subject, shipped_vocabulary

VOCABULARY = """# Vocabulary of facts

The facts that [packs](packs.md) may ask for, each with what it can be, who is asked where it is
unknown, and with which sentence. Requests carry that sentence. A pack can ask for nothing else:
another name is refused (RG-004), and so is a value that a fact can never have (RG-006).

`border` supplies these facts out of [the files of a shipment](shipment-files.md), the signed
documents in it and [registers](registers.md), each with the cell or file in which it stands. Facts
of a study are read off a declaration, each with the place in it.
"""
PACK_HEAD = """# {title}

Pack `{id}`, version {version}. {instrument}.

{known} None of it is legal advice.

What the fields mean: [packs](../packs.md). `cradlegate regime list` prints the digest;
`cradlegate regime show {id}` prints what stands here, with `--language` in Vietnamese.
"""
REPORTED = (
    "**Reported by trade press, not confirmed in an official text: nobody here has read the law "
    "itself.** The words below are those of whoever reports or comments it."
)
SECOND_HAND = (
    "**Known at second hand: nobody here has read the text itself.** Each citation below says "
    "where its words are from."
)
HEADS_OF_PROVISIONS = ("provision", "what", "how it binds", "voice")
FREE = {ValueKind.TEXT: "any text", ValueKind.LIST: "any texts"}
SUBJECTS = {
    Subject.CONSIGNMENT: "Facts of the consignment",
    Subject.MACHINE: "Facts of a machine",
    Subject.DOCUMENT: "Facts of a document, and of the body behind it",
    Subject.FIT: "How a document and a machine belong together",
    Subject.STUDY: "Facts of a study",
}


def write_vocabulary() -> str:
    """Write every fact that packs may ask for."""
    known = shipped_vocabulary()
    anchors = "".join(f"| `{anchor}` | `{name}` |\n" for anchor, name in known.anchors.items())
    parts = [
        f"## {heading}\n\n"
        + tabulate(
            ("fact", "kind", "values", "asked of", "asked", "means"),
            [describe_fact(each) for each in known.facts.values() if each.subject is subject],
        )
        for subject, heading in SUBJECTS.items()
        if any(each.subject is subject for each in known.facts.values())
    ]
    days = "## Days that decide which law applies\n\n| anchor | fact |\n| --- | --- |\n"
    return f"{VOCABULARY}\n" + "\n".join(parts) + f"\n{days}{anchors}"


def describe_fact(fact: FactSpec) -> tuple[str, ...]:
    """Give the cells of one fact."""
    values = ", ".join(f"`{each}`" for each in fact.allowed) or FREE.get(fact.kind, "")
    return f"`{fact.name}`", say(fact.kind), values, fact.asked, str(fact.ask), str(fact.help)


def tabulate(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Write a table."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def list_pack_pages() -> dict[str, Callable[[], str]]:
    """Give a page for every pack that comes with the program."""
    packs = read_packs(shipped_packs(), shipped_vocabulary()).packs
    return {f"reference/packs/{name}.md": partial(write_pack, pack) for name, pack in packs.items()}


def write_pack(pack: Pack) -> str:
    """Write a pack: what it rests on, every provision with its words, and what is open."""
    parts = [
        introduce_pack(pack),
        write_consequence(pack),
        write_sources(pack),
        "## Provisions\n\n"
        + tabulate(HEADS_OF_PROVISIONS, list(map(list_provision, pack.provisions))),
        *map(write_provision, pack.provisions),
        write_documents(pack),
        write_questions(pack),
        write_values(pack),
        write_remarks("In dispute", pack.disputes),
        write_watch(pack),
        write_remarks("Not modelled", pack.not_modelled),
    ]
    return "\n".join(part for part in parts if part)


def introduce_pack(pack: Pack) -> str:
    """Name the instrument, its days, and how well it is known."""
    one = pack.instrument
    issuer = next(each.name for each in pack.authorities if each.id == one.issuer)
    dates = (("signed", one.signed), ("published", one.published), ("in force from", one.first))
    said = ", ".join(f"{word} {day}" for word, day in dates if day)
    gazette = f", {one.gazette}" if one.gazette else ""
    is_read = any(each.is_primary_text_seen for each in pack.sources.values())
    unread = SECOND_HAND if pack.type is PackType.METHOD else REPORTED
    return PACK_HEAD.format(
        title=pack.title,
        id=pack.id,
        version=pack.version,
        instrument=f"{one.number}, {one.kind}; {issuer}; {said}{gazette}",
        known="The law's own text was read." if is_read else unread,
    )


def write_consequence(pack: Pack) -> str:
    """Write what follows where a binding provision is not met, and what is gained."""
    lines = [(each.text, each.cite) for each in (pack.consequence, pack.benefit) if each]
    said = "\n\n".join(f"{text} {say_words(cite)}" for text, cite in lines)
    return f"## What follows\n\n{said}\n" if said else ""


def write_sources(pack: Pack) -> str:
    """Write the texts that the pack rests on."""
    rows = [
        (
            f"`{each.id}`",
            each.what,
            say(each.grade),
            str(each.seen),
            yes_no(each.is_primary_text_seen),
        )
        for each in pack.sources.values()
    ]
    heads = ("id", "text", "grade", "seen on", "the law's own text was read")
    return f"## Texts behind it\n\n{tabulate(heads, rows)}"


def say(word: str) -> str:
    """Say a word of a list."""
    return word.replace("_", " ")


def yes_no(value: object) -> str:
    """Say yes or no."""
    return "yes" if value else "no"


def say_words(cite: Citation | None) -> str:
    """Quote what something rests on."""
    if cite is None:
        return "none, a house rule"
    para = f"paragraph {cite.para}" if cite.para.isdigit() else cite.para
    where = f"`{cite.source}`" + (f", {para}" if para != "-" else "")
    return f"“{cite.text}” ({where})"


def list_provision(each: Provision) -> tuple[str, ...]:
    """Give the row of a provision, which leads to its words."""
    link = f"[{each.id}](#{each.id.replace('.', '')})"
    return link, str(each.title), "takes away" if each.is_exclusion else each.modality, each.voice


def write_provision(each: Provision) -> str:
    """Write one provision with its words and its expressions."""
    does = [
        "takes away" if each.is_exclusion else f"{each.kind}, {each.modality}",
        f"asks for `{each.document}`" * bool(each.document),
        f"tests `{each.of}`" * bool(each.of),
        f"overrides {', '.join(f'`{name}`' for name in each.overrides)}" * bool(each.overrides),
        f"voice {each.voice}",
        f"law of the day of {'issue' if each.subject is Subject.STUDY else each.anchor}",
        "guidance pending" * each.is_guidance_pending,
        f"life {say(each.life)}" * (each.life is not Life.IN_FORCE),
    ]
    lines = [f"- words: {say_words(each.cite)}", f"- {'; '.join(part for part in does if part)}"]
    lines += [f"- where it is not met, asked of {each.asked}: {each.remedy}"] * bool(each.remedy)
    expressed = "".join(
        f"\n{say(field)}:\n\n```text\n{break_lines(one.text)}\n```\n"
        for field, one in each.expressions.items()
    )
    listed = "\n".join(lines)
    return f"### {each.id}\n\n**{each.title}**. {each.help}\n\n{listed}\n{expressed}"


def break_lines(text: str) -> str:
    """Break an expression before its loosest signs, and at the or in its brackets."""
    parts = re.split(r" (\|\||&&) ", text)
    depths = [0]
    for part in parts[::2]:
        depths.append(depths[-1] + part.count("(") - part.count(")"))
    signs = list(zip(parts[1::2], depths[1:], parts[2::2], strict=False))
    loosest = "||" if any(sign == "||" and not depth for sign, depth, _ in signs) else "&&"
    lines = [parts[0]]
    for sign, depth, part in signs:
        breaks = sign == ("||" if depth else loosest) and depth <= 1
        lines.append(f"\n{'   ' * depth}{sign} {part}" if breaks else f" {sign} {part}")
    return "".join(lines)


def write_documents(pack: Pack) -> str:
    """Write the documents that provisions ask for."""
    rows = []
    for each in pack.documents.values():
        lead = each.lead
        takes = (
            f"{lead.shortest_days}–{lead.longest_days} days, {say_words(lead.cite)}"
            if lead
            else "–"
        )
        is_one = ", ".join(f"`{name}`" for name in each.types or each.members)
        rows.append((f"`{each.id}`", str(each.name), is_one, each.owed_by, each.asked, takes))
    heads = ("id", "document", "types, or members", "handed over by", "made by", "takes")
    return f"## Documents\n\n{tabulate(heads, rows)}" if rows else ""


def write_questions(pack: Pack) -> str:
    """Write the open questions with the answers that they can have."""
    names = {each.id: each.name for each in pack.authorities}
    heads = (
        "question",
        "what is open",
        "answers",
        "plan for",
        "who can answer",
        "because of",
        "words",
    )
    rows = [describe_question(each, names) for each in pack.questions.values()]
    return f"## Open questions\n\n{tabulate(heads, rows)}" if rows else ""


def describe_question(each: Question, names: dict[str, str]) -> tuple[str, ...]:
    """Give the cells of one open question."""
    index = f" Asked once for each `{each.index}`." if each.index else ""
    return (
        f"`{each.id}`",
        f"{each.ask}{index}",
        ", ".join(f"`{write_value(answer)}`" for answer in each.answers),
        "–" if each.plan_for is None else f"`{write_value(each.plan_for)}`",
        ", ".join(names[name] for name in each.watch),
        each.cause,
        say_words(each.cite) if each.cite else "nothing is said",
    )


def write_values(pack: Pack) -> str:
    """Write the dated values."""
    rows = [row for each in pack.parameters.values() for row in describe_values(each)]
    heads = ("name", "of", "value", "from", "to", "words")
    return f"## Dated values\n\n{tabulate(heads, rows)}" if rows else ""


def describe_values(each: Parameter) -> Iterator[tuple[str, ...]]:
    """Give a row for every value of a parameter or table."""
    for row in each.values:
        keys = ", ".join(map(write_value, row.keys)) or "–"
        first, last = (str(day) if day else "–" for day in (row.first, row.last))
        words = say_words(row.cite)
        yield f"`{each.name}`", keys, write_value(row.value), first, last, words


def write_remarks(heading: str, remarks: tuple[Remark, ...]) -> str:
    """Write what every answer says beside its status."""
    lines = "".join(f"- {each.text}\n" for each in remarks)
    return f"## {heading}\n\n{lines}" if lines else ""


def write_watch(pack: Pack) -> str:
    """Write what may still change the pack."""
    names = {each.id: each.name for each in pack.authorities}
    rows = [
        (
            str(each.what),
            names[each.authority],
            str(each.expected or "–"),
            ", ".join(f"`{name}`" for name in each.settles) or "–",
            each.counts,
        )
        for each in pack.watch
    ]
    heads = ("what", "who can answer", "expected", "settles", "what counts")
    return f"## What is watched\n\n{tabulate(heads, rows)}" if rows else ""
