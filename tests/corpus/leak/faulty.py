"""Functions that leave something behind."""

import asyncio
import json
import os
import subprocess
import tempfile
import threading

KEPT = []


def read_first(path: str) -> str:
    """Drops the file without closing it."""
    return open(path).readline()


def keep_open(path: str) -> int:
    """Leaves a descriptor open."""
    descriptor = os.open(path, os.O_RDONLY)
    return len(os.read(descriptor, 10))


def load_config(config_path: str) -> dict:
    """Closes the file only if all goes well."""
    file = open(config_path)
    content = json.load(file)
    file.close()
    return content


def parse(text: str) -> dict:
    """Everything that goes wrong looks like nothing."""
    try:
        return json.loads(text)
    except Exception:
        return {}


def watch(interval: float) -> None:
    """Starts a thread that never ends."""
    threading.Thread(target=threading.Event().wait, daemon=True).start()


def compute_in_background(func) -> None:
    """Its thread dies unseen."""

    def work() -> None:
        func()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def list_processes() -> None:
    """Leaves a child behind."""
    KEPT.append(subprocess.Popen(["sleep", "600"]))


def scratch(text: str) -> int:
    """Leaves a temporary file."""
    handle, path = tempfile.mkstemp()
    with os.fdopen(handle, "w") as file:
        return file.write(text)


async def notify(text: str) -> None:
    """Leaves a task that nobody waits for."""
    asyncio.create_task(asyncio.sleep(60))


class Log:
    """Opens anew for every line."""

    def __init__(self, path: str) -> None:
        self._path = path

    def write(self, line: str) -> None:
        """Drops the file without closing it."""
        file = open(self._path, "a")
        file.write(line)
