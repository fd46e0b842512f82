import threading


class Settings:
    """One for the whole process."""

    _instance = None
    _lock = threading.Lock()

    @classmethod
    def instance(cls) -> "Settings":
        if cls._instance is None:
            with cls._lock:
                if cls._instance is None:
                    cls._instance = Settings()
        return cls._instance
