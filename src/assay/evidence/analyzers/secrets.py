"""secrets: keys and tokens that stand in the code, by the forms that their makers give them (detect-secrets).

**Finds** private keys, names with passwords in addresses, tokens of GitHub, GitLab, Slack, Stripe, AWS, Azure, npm,
PyPI, OpenAI, SendGrid, Twilio, Telegram, Discord and others, and signed JSON tokens, in files of every kind.

**Cannot find** passwords that look like words, or keys of makers it does not know; whether a key still works is never
asked.

**Noise.** Guesses by randomness and by names are left out. Comments that silence it do not count. What it finds is
never repeated in a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assay.domain.task import Language
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import parse_json

_LEFT_OUT: Final = ("Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector", "IPPublicDetector")


class Secrets(Linter):
    """See the module."""

    name = "secrets"
    languages = frozenset(Language)
    package = "detect-secrets"
    install = "pip install detect-secrets"
    silencers = ("pragma: allowlist", "pragma: whitelist", "pragma:allowlist")

    def reads(self, path: str) -> bool:
        """Every file."""
        return bool(path)

    @property
    def program(self) -> str:
        """The package's own."""
        return "detect-secrets"

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """No network: nothing is verified."""
        without = [part for name in _LEFT_OUT for part in ("--disable-plugin", name)]
        return (program, "scan", "--all-files", "--no-verify", *without, *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its results, without the secrets."""
        for path, found in parse_json(self.name, output, dict)["results"].items():
            for one in found:
                rule = one["type"].lower().replace(" ", "-")
                yield Said(path, rule, f"{one['type']} in the code", one["line_number"])


plugin = Secrets()
