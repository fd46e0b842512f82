class ListNode:
    def __init__(self, key=None, val=None, nxt=None, prev=None):
        self.key = key
        self.val = val
        self.next = nxt
        self.prev = prev

class LRUCache:

    def __init__(self, capacity: int):
        self.capacity = capacity
        self.cache = {}
        self.head = ListNode()
        self.tail = ListNode()
        self.head.next = self.tail
        self.tail.prev = self.head
        
    def add_node_before_tail(self, node):
        node.prev = self.tail.prev
        node.next = self.tail
        node.prev.next = node
        self.tail.prev = node
    
        
    def remove_node(self, node):
        node.prev.next = node.next
        node.next.prev = node.prev
    
        
    def move_to_tail(self, node):
        self.remove_node(node)
        self.add_node_before_tail(node)
        
        
    def get(self, key: int) -> int:
        if key not in self.cache:
            return -1
        node = self.cache[key]
        self.move_to_tail(node)
        return node.val

    def put(self, key: int, val: int) -> None:
        if key in self.cache:
            node = self.cache[key]
            node.val = val
            self.move_to_tail(node)
        else:
            node = ListNode(key, val)
            self.cache[key] = node
            self.add_node_before_tail(node)
            if len(self.cache) > self.capacity:
                lru = self.head.next
                self.remove_node(lru)
                del self.cache[lru.key]
