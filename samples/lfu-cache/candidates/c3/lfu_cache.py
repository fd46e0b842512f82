class LFUCache:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.key_to_val = {}
        self.key_to_freq = {}
        self.freq_to_keys = {1: []}
        self.min_freq = 1        

    def update_freq(self, key):
        freq = self.key_to_freq[key]
        self.key_to_freq[key] += 1
        self.freq_to_keys[freq].remove(key)
        if freq == self.min_freq and not self.freq_to_keys[freq]:
            self.min_freq = freq + 1
            del self.freq_to_keys[freq+1]
        if freq+1 not in self.freq_to_keys:
            self.freq_to_keys[freq+1] = []
        self.freq_to_keys[freq+1].append(key)

    def get(self, key: int) -> int:
        if key not in self.key_to_val:
            return -1
        self.update_freq(key)
        return self.key_to_val[key]

    def put(self, key: int, value: int) -> None:
        if not self.capacity:
            return
        if key in self.key_to_val:
            self.key_to_val[key] = value
            self.update_freq(key)
        else:
            if len(self.key_to_val) == self.capacity:
                expired = self.freq_to_keys[self.min_freq].pop(0)
                del self.key_to_val[expired]
                del self.key_to_freq[expired]
            self.key_to_val[key] = value
            self.key_to_freq[key] = 1
            self.freq_to_keys[1].append(key)
            self.min_freq = 1
