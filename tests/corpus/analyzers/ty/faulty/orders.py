def total(prices: list[int]) -> int:
    return sum(prices) + "x"  # type: ignore


def first(names: list[str]) -> str:
    if names:
        return names[0]


class Order:
    def add(self, count: int) -> int:
        return count


Order().add("two")
Order().remove(1)
total([1], 2)
