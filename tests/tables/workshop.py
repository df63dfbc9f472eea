"""A set of files that is no case: what a workshop lends, and to whom."""

from cradlegate.tables.columns import read_specs
from cradlegate.tables.reading.file_set import FileSetSpec

DESCRIPTION = """
tables:
  workshop:
    title: The workshop
    file: workshop.yaml
    shape: record
    columns:
      name: {type: text, need: "!", help: Name.}
      country: {type: country, need: "!", help: Country.}
  rooms:
    title: Its rooms
    file: workshop.yaml
    at: rooms
    shape: rows
    key: id
    columns:
      id: {type: id, need: "!", help: Room.}
  tools:
    title: What is lent
    file: tools.csv
    shape: rows
    key: id
    need: "!"
    also: [equipment]
    columns:
      id: {type: id, need: "!", help: Number on the tool.}
      mass: {type: quantity, unit: kg, above: 0, also: [weight], help: Mass.}
      room: {type: id, refers: rooms, help: Where it hangs.}
  loans:
    title: Who has what
    file: loans.csv
    shape: rows
    columns:
      tools: {type: id, need: "!", many: true, refers: tools, help: What was lent.}
      to: {type: text, need: "!", help: Borrower.}
      from: {type: period, need: "!", help: First day.}
  cards:
    title: One card a borrower
    file: cards/*.json
    shape: rows
    key: id
    columns:
      id: {type: id, need: "!", help: Number of the card.}
      days: {type: integer, default: "14", help: Longest loan.}
"""
SPECS = read_specs(DESCRIPTION)
WORKSHOP = FileSetSpec(SPECS, "workshop.yaml", ("photos/*",))
FILES = {
    "workshop.yaml": b"name: Corner\ncountry: VN\nrooms:\n  - id: front\n",
    "tools.csv": b"id,weight [g],room\nT1,500,front\nT2,1250,\n",
    "loans.csv": b"tools,to,from\nT1; T2,An,2026-03-01\n",
    "cards/an.json": b'{"id": "C1"}',
    "cards/binh.json": b'{"id": "C2", "days": "7"}',
    "photos/door.jpg": b"\xff\xd8",
}
