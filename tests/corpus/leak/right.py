"""The same functions, which leave nothing behind."""

import asyncio
import json
import logging
import os
import subprocess
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

_POOL = ThreadPoolExecutor(1)


def read_first(path: str) -> str:
    """Closes the file."""
    with open(path) as file:
        return file.readline()


def open_log(path: str):
    """Hands the file to its caller, who closes it."""
    return open(path, "a")


def keep_open(path: str) -> int:
    """Closes the descriptor."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return len(os.read(descriptor, 10))
    finally:
        os.close(descriptor)


def load_config(config_path: str) -> dict:
    """Closes the file whatever happens."""
    with open(config_path) as file:
        return json.load(file)


def parse(text: str) -> dict:
    """What goes wrong is written down."""
    try:
        return json.loads(text)
    except Exception:
        logging.exception("no JSON")
        return {}


def parse_or_none(text: str):
    """Catches what it expects."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def watch(interval: float) -> None:
    """Its thread ends."""
    thread = threading.Thread(target=threading.Event().wait, args=(interval,))
    thread.start()
    thread.join()


def compute_in_background(func) -> object:
    """Exceptions come back with the answer; the pool is kept on purpose."""
    return _POOL.submit(func).result()


def list_processes() -> int:
    """Waits for the child."""
    return subprocess.run(["true"], check=False).returncode


def scratch(text: str) -> int:
    """Removes the temporary file."""
    with tempfile.NamedTemporaryFile("w") as file:
        return file.write(text)


async def notify(text: str) -> None:
    """Waits for its task."""
    await asyncio.create_task(asyncio.sleep(0))


class Log:
    """Opens once, and is closed by its user."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "a")

    def write(self, line: str) -> None:
        """One line."""
        self._file.write(line)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
