"""The words on screen for the values in the records. A value without an entry is shown as its words, capitalised."""

from __future__ import annotations

LABELS = {
    # languages
    "javascript": "JavaScript",
    "typescript": "TypeScript",
    "cpp": "C++",
    "sql": "SQL",
    "github-actions": "GitHub Actions",
    # verdicts
    "accept": "Accept",
    "accept-with-changes": "Accept with changes",
    # states of an assignment
    "first_pass": "First pass",
    "second_pass": "Second pass",
    "submitted": "Waiting for a decision",
    # reasons why evidence is false
    "not-reachable": "Cannot be reached",
    "wrong-fact": "States a wrong fact",
    "style-only": "Style only",
    # export formats
    "trl-preference": "Preference pairs for TRL",
    "trl-reward": "Pairs for a reward model, TRL",
    "trl-unpaired": "Answers with a label, TRL",
    "trl-sft": "Corrected versions, TRL",
    "trl-prompt": "Prompts with tests, TRL",
    "trl-stepwise": "Steps with labels, TRL",
    "rewardbench": "RewardBench",
    "rewardbench-2": "RewardBench 2",
    "sarif": "Findings as SARIF",
    "reviews": "Whole reviews",
    "critique": "Critiques",
    # evidence policies
    "after_first_pass": "After the first pass",
}


def label(value: object) -> str:
    """How a value of one of the vocabularies is written on screen."""
    text = str(value)
    return LABELS.get(text) or text.replace("_", " ").replace("-", " ").capitalize()


ASKED = {
    "correctness": "Find where the code does something else than the prompt asks, including edge cases.",
    "quality": "Judge design, readability, error handling and tests as in a serious code review.",
    "security": "Find what an attacker, a race or a failing dependency could exploit.",
    "ranking": "Order the candidates from best to worst and justify the order with your findings.",
}
"""What each aspect asks of a reviewer."""


def asked(aspect: object) -> str:
    """What this aspect asks of a reviewer, in one sentence; empty for an unknown one."""
    return ASKED.get(str(aspect), "")
