"""Faults that the interpreter lets pass."""

import asyncio
import datetime


def add(item, tags=[]):
    tags.append(item)
    return tags


def readers(names):
    return [lambda: open(name).read() for name in names]


def total(prices):
    try:
        return sum(price for price in prices if price == None)
    except:
        pass


def stock(items):
    for key in items.keys():
        if key == "gone":
            del items[key]
    raise NotImplemented


async def later():
    asyncio.create_task(asyncio.sleep(1))
    return datetime.datetime.now()


def unused():
    assert (1, "always true")
    value = undefined_name
