from collections import defaultdict, OrderedDict

class Node:
    def __init__(self, key, val, freq=1):
        self.key = key
        self.val = val
        self.freq = freq
        self.prev = None
        self.next = None

class DLL:
    def __init__(self):
        self.head = Node(-1, -1)
        self.tail = Node(-1, -1)
        self.head.next = self.tail
        self.tail.prev = self.head
        self.length = 0
        
    def __len__(self):
        return self.length
    
    def append(self, node):
        node.prev, node.next = self.tail.prev, self.tail
        self.tail.prev.next, self.tail.prev = node, node
        self.length += 1
    
    def remove(self, node):
        node.prev.next, node.next.prev = node.next, node.prev
        self.length -= 1
        
    def popleft(self):
        if not self.length:
            return None
        node = self.head.next
        self.remove(node)
        return node
        
class LFUCache:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.key_to_node = {}
        self.freq_to_dll = defaultdict(DLL)
        self.min_freq = 1

    def update_freq(self, node):
        freq = node.freq
        self.freq_to_dll[freq].remove(node)
        if freq == self.min_freq and not self.freq_to_dll[freq]:
            self.min_freq = freq + 1
        node.freq += 1
        freq = node.freq
        self.freq_to_dll[freq].append(node)
        
    def get(self, key: int) -> int:
        if key not in self.key_to_node:
            return -1
        node = self.key_to_node[key]
        self.update_freq(node)
        return node.val

    def put(self, key: int, value: int) -> None:
        if not self.capacity:
            return
        if key in self.key_to_node:
            node = self.key_to_node[key]
            node.val = value
            self.update_freq(node)
        else:
            node = Node(key, value)
            self.key_to_node[key] = node
            self.freq_to_dll[1].append(node)
            self.min_freq = 1
            if len(self.key_to_node) > self.capacity:
                node = self.freq_to_dll[self.min_freq].popleft()
                if node:
                    self.key_to_node.pop(node.key)
