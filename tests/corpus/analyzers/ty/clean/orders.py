import requests


def total(prices: list[int]) -> int:
    return sum(prices)


def first(names: list[str]) -> str | None:
    return names[0] if names else None


class Order:
    def add(self, count: int) -> int:
        return count


Order().add(2)
total([1])
requests.get(3).anything()
