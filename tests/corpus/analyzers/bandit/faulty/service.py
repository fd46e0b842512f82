"""Dangerous calls, one a line."""

import hashlib
import pickle
import sqlite3
import subprocess

import requests
import yaml

PASSWORD = "hunter2"


def run(connection: sqlite3.Connection, name: str, path: str, blob: bytes) -> object:
    subprocess.run(f"tar xf {path}", shell=True, check=True)
    connection.execute(f"SELECT * FROM users WHERE name = '{name}'")
    requests.get("https://example.org", verify=False, timeout=3)
    yaml.load(blob)
    hashlib.md5(blob)
    eval(name)
    return pickle.loads(blob)
