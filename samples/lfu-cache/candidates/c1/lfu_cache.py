class LFUCache:

    def __init__(self, capacity: int):
        self.capacity = capacity
        self.key_to_val = {}
        self.key_to_freq = {}
        self.freq_to_keys = {}
        self.min_freq = 0

    def update_freq(self, key):
        freq = self.key_to_freq[key]
        self.freq_to_keys[freq].remove(key)
        if not self.freq_to_keys[freq]:
            del self.freq_to_keys[freq]
            if self.min_freq == freq:
                self.min_freq += 1
        self.key_to_freq[key] = freq + 1
        if freq + 1 not in self.freq_to_keys:
            self.freq_to_keys[freq + 1] = []
        self.freq_to_keys[freq + 1].append(key)

    def get(self, key: int) -> int:
        if key not in self.key_to_val:
            return -1
        self.update_freq(key)
        return self.key_to_val[key]

    def put(self, key: int, value: int) -> None:
        if self.capacity == 0:
            return
        if key in self.key_to_val:
            self.key_to_val[key] = value
            self.update_freq(key)
        else:
            if len(self.key_to_val) == self.capacity:
                expired_keys = self.freq_to_keys[self.min_freq]
                expired_key = expired_keys.pop(0)
                del self.key_to_val[expired_key]
                del self.key_to_freq[expired_key]
                if not expired_keys:
                    del self.freq_to_keys[self.min_freq]
                self.min_freq = 1
            self.key_to_val[key] = value
            self.key_to_freq[key] = 1
            if 1 not in self.freq_to_keys:
                self.freq_to_keys[1] = []
            self.freq_to_keys[1].append(key)
