"""The same work, done safely."""

import hashlib
import json
import os
import sqlite3
import subprocess

import requests
import yaml

PASSWORD = os.environ["SERVICE_PASSWORD"]


def run(connection: sqlite3.Connection, name: str, path: str, blob: bytes) -> object:
    subprocess.run(["/bin/tar", "xf", path], check=True)
    connection.execute("SELECT * FROM users WHERE name = ?", (name,))
    requests.get("https://example.org", timeout=3)
    yaml.safe_load(blob)
    hashlib.sha256(blob)
    return json.loads(blob)
