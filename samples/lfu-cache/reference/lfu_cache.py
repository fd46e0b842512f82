from collections import OrderedDict, defaultdict


class LFUCache:
    """Drops the key used least often; of equals, the one used longest ago."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._values: dict[int, int] = {}
        self._counts: dict[int, int] = {}
        self._keys: defaultdict[int, OrderedDict[int, None]] = defaultdict(OrderedDict)  # by count, oldest first
        self._least = 0

    def get(self, key: int) -> int:
        if key not in self._values:
            return -1
        self._use(key)
        return self._values[key]

    def put(self, key: int, value: int) -> None:
        if self._capacity == 0:
            return
        if key in self._values:
            self._values[key] = value
            self._use(key)
            return
        if len(self._values) == self._capacity:
            dropped, _ = self._keys[self._least].popitem(last=False)
            del self._values[dropped], self._counts[dropped]
        self._values[key] = value
        self._counts[key] = self._least = 1
        self._keys[1][key] = None

    def _use(self, key: int) -> None:
        count = self._counts[key]
        del self._keys[count][key]
        if count == self._least and not self._keys[count]:
            self._least += 1
        self._counts[key] = count + 1
        self._keys[count + 1][key] = None
