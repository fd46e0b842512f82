"""What the environment says, read once, with a default for everything that has a safe one."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from assay.workflows.criticize import Setup, read_critics


@dataclass(frozen=True)
class DemoAccount:
    """An account that the sign-in page of a demo shows."""

    role: str
    email: str
    password: str


@dataclass(frozen=True)
class Environment:
    """The settings that an operator may give, by name of the variable."""

    database_url: str
    """DATABASE_URL: ``postgresql://…``; empty only while no database is needed (building, checking)."""
    secret_key: str
    """ASSAY_SECRET_KEY: signs sessions and tokens; empty only while nothing is served."""
    debug: bool
    """ASSAY_DEBUG=1: error pages with source; never for real people."""
    hosts: tuple[str, ...]
    """ASSAY_HOSTS: comma-separated host names that this instance answers to."""
    https: bool
    """ASSAY_HTTPS=1: served through TLS; cookies are then sent over TLS only."""
    pool_size: int
    """ASSAY_POOL: most database connections of one web process."""
    web_processes: int
    """ASSAY_WEB_PROCESSES: how many web processes `assay up` starts, which share its port; one for each core that
    people's requests may use."""
    demo_accounts: tuple[DemoAccount, ...] = field(repr=False)
    """ASSAY_DEMO_ACCOUNTS: JSON list of ``[role, e-mail, password]``, set by ``assay demo`` only."""
    metrics_token: str = field(repr=False)
    """ASSAY_METRICS_TOKEN: what a scraper must send to read ``/metrics``; without it the address does not exist."""
    log: str
    """ASSAY_LOG: ``text`` or ``json``, the form of log lines."""
    open_registration: bool
    """ASSAY_REGISTRATION=open: anybody may make an account; otherwise accounts are by invitation."""
    email_url: str
    """ASSAY_EMAIL_URL: how mail is sent, ``smtp://user:password@host:587`` (STARTTLS), ``smtps://…`` or, to try it,
    ``file:///folder``. Empty: no mail; addresses are then not verified."""
    email_from: str
    """ASSAY_EMAIL_FROM: the address that mail comes from."""
    media: Path | None
    """ASSAY_DATA_DIR: where files that are not in the database live."""
    storage_url: str = field(repr=False)
    """ASSAY_STORAGE_URL: where files of exports and imports live: ``postgres:`` in the database, ``file:///folder``, or
    ``s3://bucket/prefix?endpoint=https://…&region=…``, with ``key:secret@`` before the bucket or credentials of the
    machine (``AWS_…``). Web processes and workers of the queue ``office`` need the same."""
    evidence_cache: Path | None
    """ASSAY_EVIDENCE_CACHE: folder in which workers keep what analyzers and probes said, for the same content and the
    same tools in another database. Whoever can write there can forge evidence. Without it each database begins anew."""
    critics: tuple[Setup, ...]
    """ASSAY_CRITICS: file of the critics that may be asked; without it nothing leaves this instance."""
    api_per_minute: int
    """ASSAY_API_PER_MINUTE: most requests of one API token in a minute; of one address three times as many."""
    address_per_second: int
    """ASSAY_ADDRESS_PER_SECOND: most requests of one address in a second, to each web process, after a burst of ten
    seconds' worth; more are answered 429 at once. 0: no limit. This machine itself is not counted."""
    proxies: int
    """ASSAY_PROXIES: how many proxies of yours stand before this instance, each adding to X-Forwarded-For."""
    webhook_hosts: tuple[str, ...]
    """ASSAY_WEBHOOK_HOSTS: comma-separated hosts inside your network that webhooks may call, and without TLS."""


def read_environment() -> Environment:
    """The environment of this process."""
    read = os.environ.get
    hosts = tuple(host.strip() for host in read("ASSAY_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if host.strip())
    data, cache, critics = read("ASSAY_DATA_DIR"), read("ASSAY_EVIDENCE_CACHE"), read("ASSAY_CRITICS")
    return Environment(
        database_url=read("DATABASE_URL", ""),
        secret_key=read("ASSAY_SECRET_KEY", ""),
        debug=read("ASSAY_DEBUG", "") == "1",
        hosts=hosts,
        https=read("ASSAY_HTTPS", "") == "1",
        pool_size=int(read("ASSAY_POOL", "16")),
        web_processes=int(read("ASSAY_WEB_PROCESSES", "1")),
        demo_accounts=tuple(DemoAccount(*row) for row in json.loads(read("ASSAY_DEMO_ACCOUNTS", "[]"))),
        metrics_token=read("ASSAY_METRICS_TOKEN", ""),
        log=read("ASSAY_LOG", "text"),
        open_registration=read("ASSAY_REGISTRATION", "") == "open",
        email_url=read("ASSAY_EMAIL_URL", ""),
        email_from=read("ASSAY_EMAIL_FROM", "assay@localhost"),
        media=Path(data) if data else None,
        storage_url=read("ASSAY_STORAGE_URL", "postgres:"),
        evidence_cache=Path(cache) if cache else None,
        critics=read_critics(Path(critics), os.environ) if critics else (),
        api_per_minute=int(read("ASSAY_API_PER_MINUTE", "600")),
        address_per_second=int(read("ASSAY_ADDRESS_PER_SECOND", "100")),
        proxies=int(read("ASSAY_PROXIES", "0")),
        webhook_hosts=tuple(filter(None, map(str.strip, read("ASSAY_WEBHOOK_HOSTS", "").split(",")))),
    )
