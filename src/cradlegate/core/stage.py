"""Life cycle stages and the named sets of them that people ask for (method 3)."""

from enum import StrEnum


class Stage(StrEnum):
    """Stages of a machine's life; D holds credits and their burdens and enters no total."""

    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    A4 = "A4"
    A5 = "A5"
    B1 = "B1"
    B2_B5 = "B2-B5"
    B6 = "B6"
    B7 = "B7"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    D = "D"


STAGE_NAMES = {
    Stage.A1: "raw materials and bought-in parts",
    Stage.A2: "inbound transport",
    Stage.A3: "own manufacture, packaging, run-off",
    Stage.A4: "outbound transport",
    Stage.A5: "installation and first fill",
    Stage.B1: "leakage in use",
    Stage.B2_B5: "service and spares",
    Stage.B6: "energy in use",
    Stage.B7: "media in use",
    Stage.C1: "dismantling",
    Stage.C2: "transport to waste treatment",
    Stage.C3: "waste treatment",
    Stage.C4: "disposal",
    Stage.D: "credits beyond the boundary",
}


class View(StrEnum):
    """Named sets of stages."""

    CRADLE_TO_GATE = "cradle_to_gate"
    CIRCULAR_12 = "circular_12"
    WHOLE_LIFE = "whole_life"


STAGES_BY_VIEW = {
    View.CRADLE_TO_GATE: (Stage.A1, Stage.A2, Stage.A3),
    View.CIRCULAR_12: (Stage.A1, Stage.A2, Stage.A3, Stage.A4),
    View.WHOLE_LIFE: tuple(stage for stage in Stage if stage is not Stage.D),
}
