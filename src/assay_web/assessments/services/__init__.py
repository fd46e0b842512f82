"""What changes assessments: one transaction per intent."""

from assay_web.assessments.services.appealing import answer_appeal, appeal
from assay_web.assessments.services.attempting import (
    begin,
    begin_pilot,
    end_run_out,
    next_item,
    pause,
    resume,
    save_answers,
    stop,
)
from assay_web.assessments.services.building import (
    Added,
    Terms,
    add_plants,
    bring_back,
    change_terms,
    close_assessment,
    create_assessment,
    open_assessment,
    retire,
    set_questions,
)
from assay_web.assessments.services.flagging import note_refusal
from assay_web.assessments.services.grading import grade_take, grade_waiting
from assay_web.assessments.services.judging import judge
from assay_web.assessments.services.weighing import weigh

__all__ = [
    "Added",
    "Terms",
    "add_plants",
    "answer_appeal",
    "appeal",
    "begin",
    "begin_pilot",
    "bring_back",
    "change_terms",
    "close_assessment",
    "create_assessment",
    "end_run_out",
    "grade_take",
    "grade_waiting",
    "judge",
    "next_item",
    "note_refusal",
    "open_assessment",
    "pause",
    "resume",
    "retire",
    "save_answers",
    "set_questions",
    "stop",
    "weigh",
]
