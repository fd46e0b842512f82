class ListNode:
    def __init__(self, key=None, val=None):
        self.key = key
        self.val = val
        self.next = None
        self.prev = None

class LRUCache:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.map = {}
        self.head = ListNode()
        self.tail = ListNode()
        self.head.next = self.tail
        self.tail.prev = self.head

    def _add_node(self, node: ListNode) -> None:
        node.prev = self.head
        node.next = self.head.next
        self.head.next.prev = node
        self.head.next = node

    def _remove_node(self, node: ListNode) -> None:
        prev = node.prev
        next = node.next
        prev.next = next
        next.prev = prev

    def _move_to_head(self, node: ListNode) -> None:
        self._remove_node(node)
        self._add_node(node)

    def _pop_tail(self) -> ListNode:
        node = self.tail.prev
        self._remove_node(node)
        return node

    def get(self, key: int) -> int:
        node = self.map.get(key, None)
        if node is not None:
            self._move_to_head(node)
            return node.val
        return -1

    def put(self, key: int, value: int) -> None:
        node = self.map.get(key, None)
        if node is not None:
            node.val = value
            self._move_to_head(node)
        else:
            node = ListNode(key, value)
            self.map[key] = node
            self._add_node(node)
            if len(self.map) > self.capacity:
                tail = self._pop_tail()
                del self.map[tail.key]
