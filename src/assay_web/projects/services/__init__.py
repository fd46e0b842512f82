"""What changes projects: one file for each kind of intent."""

from __future__ import annotations

from assay_web.projects.services.acknowledging import WrongAnswers, acknowledge, change_quiz
from assay_web.projects.services.changing import Settings, change_guidelines, change_rubric, change_settings
from assay_web.projects.services.creating import add_member, create_project, make_sealed
from assay_web.projects.services.holding import hold, lift
from assay_web.projects.services.inviting import change_role, invite, join, join_as_new, withdraw
from assay_web.projects.services.requiring import change_requirements, store_profile

__all__ = [
    "Settings",
    "WrongAnswers",
    "acknowledge",
    "add_member",
    "change_guidelines",
    "change_quiz",
    "change_requirements",
    "change_role",
    "change_rubric",
    "change_settings",
    "create_project",
    "hold",
    "invite",
    "join",
    "join_as_new",
    "lift",
    "make_sealed",
    "store_profile",
    "withdraw",
]
