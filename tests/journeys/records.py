"""Tasks that the samples do not have: many files on a base, SQL with seed data, front-end pages, hostile texts."""

from __future__ import annotations

from pathlib import Path

from assay.domain.task import Aspect, Candidate, Language, Origin, Task, Tests
from assay.interchange import write_tasks

RANKED = (Aspect.CORRECTNESS, Aspect.QUALITY, Aspect.RANKING)
HIDING = "access = 'user'\u202e \u2066# check for admin\u2069 \u2066\nid\u200bentity = 1\nconfirm\u00ading = 2\n"
SCRIPT = "</script><script>window.hacked = 1</script><img src=x onerror=window.hacked=1>"
MANY = 400


def _task(identifier: str, title: str, language: Language, solutions: list[dict[str, str]], /, **more: object) -> Task:
    values = {
        "aspects": RANKED,
        "prompt": f"{title}.\n\n- It must do what the tests ask.\n- Use nothing but the standard library.",
        "license": "Apache-2.0",
        "candidates": tuple(
            Candidate(id=f"{identifier}-{number}", files=one, origin=Origin(model=f"model {number}", tool="journeys"))
            for number, one in enumerate(solutions)
        ),
    }
    return Task.model_validate({"id": identifier, "title": title, "language": language, **values, **more}, strict=False)


REPORT = """\
from ledger.accounts import Account


def total(accounts):
    return sum(one.cents for one in accounts)
"""
BASE = {
    "ledger/__init__.py": "",
    "ledger/accounts.py": "".join(f"ACCOUNT_{n} = {n}\n" for n in range(30))
    + '''

class Account:
    """Money of one owner, in cents."""

    def __init__(self, owner, cents=0):
        self.owner = owner
        self.cents = cents

    def withdraw(self, cents):
        self.cents -= cents


def by_owner(accounts):
    return {one.owner: one for one in accounts}
''',
    "ledger/report.py": REPORT,
}
CHECKED = BASE["ledger/accounts.py"].replace(
    "        self.cents -= cents\n",
    "        if cents > self.cents:\n            raise ValueError('not enough money')\n        self.cents -= cents\n",
)
CLAMPED = BASE["ledger/accounts.py"].replace(
    "        self.cents -= cents\n", "        self.cents = max(0, self.cents - cents)\n"
)
LEDGER_TEST = (
    "from ledger.accounts import Account\n\n\ndef test_withdraw():\n    one = Account('a', 5)\n    one.withdraw(2)\n"
    "    assert one.cents == 3\n"
)


def many_files() -> Task:
    """Two candidates change two of three base files and add one."""
    report = REPORT.replace("in accounts)", "in list(accounts))")
    return _task(
        "many-files",
        "Refuse to overdraw an account",
        Language.PYTHON,
        [
            {
                "ledger/accounts.py": CHECKED,
                "ledger/report.py": report,
                "ledger/errors.py": "class Empty(Exception):\n    pass\n",
            },
            {"ledger/accounts.py": CLAMPED, "ledger/report.py": report},
        ],
        files=BASE,
        entry_point="Account",
        tests=Tests(files={"test_accounts.py": LEDGER_TEST}, visible=("test_accounts.py",)),
    )


SHOP = """\
engines = ["sqlite"]
schema = '''
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customers(id), total REAL NOT NULL);
'''
seed = '''
INSERT INTO customers VALUES (1, 'Ada'), (2, 'Ben'), (3, 'Cleo');
INSERT INTO orders VALUES (1, 1, 10), (2, 1, 5.5), (3, 2, 7);
'''

[[query]]
name = "everybody who ordered"
sql = "SELECT count(*) FROM customers"
expected = [[3]]
"""


def queries() -> Task:
    """Two SQL candidates, one of which forgets customers without orders."""
    inner = (
        "SELECT name, sum(total) AS total\nFROM customers JOIN orders ON orders.customer = customers.id\n"
        "GROUP BY customers.id ORDER BY name;\n"
    )
    outer = (
        "SELECT name, coalesce(sum(total), 0) AS total\n"
        "FROM customers LEFT JOIN orders ON orders.customer = customers.id\n"
        "GROUP BY customers.id ORDER BY name;\n"
    )
    return _task(
        "totals",
        "Total per customer, also of those without orders",
        Language.SQL,
        [{"totals.sql": inner}, {"totals.sql": outer}],
        tests=Tests(files={"test_shop.toml": SHOP}, visible=("test_shop.toml",)),
    )


PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Counter</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<h1>Counter</h1>
<p><button id="more">One more</button> <output id="count">0</output></p>
<script src="app.js"></script>
</body>
</html>
"""
COUNTER = """\
const count = document.getElementById("count");
document.getElementById("more").addEventListener("click", () => {
  count.textContent = String(Number(count.textContent) + 1);
});
console.log("counter ready");
"""
NOSY = (
    COUNTER
    + """
const show = (text) => {
  count.innerHTML = text;
};
const tries = {
  network: () => fetch("/api/v1/queue"),
  elsewhere: () => fetch("http://127.0.0.1:9/"),
  parent: () => parent.document.title,
  top: () => top.location.href,
  storage: () => localStorage.setItem("x", "1"),
  cookie: () => (document.cookie = "x=1"),
  frame: () => {
    const image = new Image();
    image.src = "http://127.0.0.1:9/leak.png";
    return new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error("image refused"));
    });
  },
};
(async () => {
  for (const [name, attempt] of Object.entries(tries)) {
    try {
      await attempt();
      console.log(`${name}: allowed`);
    } catch (error) {
      console.log(`${name}: refused`);
    }
  }
  console.log("all tried");
})();
"""
)
STYLE = "body { font-family: sans-serif; margin: 2rem; }\nbutton { font-size: 1.2rem; }\n"


VUE_APP = """<script setup lang="ts">
import { ref } from "vue";
import CounterButton from "./CounterButton.vue";
import { step } from "./step";
const count = ref<number>(0);
console.log("component ready");
</script>
<template>
  <p id="count">{{ count }}</p>
  <CounterButton @more="count += step" />
</template>
"""
VUE_BUTTON = """<script>
export default { emits: ["more"] };
</script>
<template><button type="button" @click="$emit('more')">One more</button></template>
<style scoped>button { color: rgb(200, 0, 0); }</style>
"""
SVELTE_APP = """<script lang="ts">
  import { step } from "./step";
  let count: number = $state(0);
  console.log("component ready");
</script>
<p id="count">{count}</p>
<button type="button" onclick={() => (count += step)}>One more</button>
<style>button { color: rgb(0, 0, 200); }</style>
"""
STEP = "export const step: number = 1;\n"
NOSY_APP = """<script setup>
const said = [];
const attempt = async (name, act) => {
  try { await act(); said.push(`${name}: done`); } catch { said.push(`${name}: refused`); }
};
const script = (src) => new Promise((done, failed) => {
  document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
});
(async () => {
  await attempt("network", () => fetch("http://127.0.0.1:9/"));
  await attempt("script", () => script("http://127.0.0.1:9/x.js"));
  await attempt("site", () => script("/static/vendor/htmx.min.js"));
  await attempt("parent", () => parent.document.title);
  await attempt("storage", () => localStorage.setItem("a", "b"));
  console.log(said.join(", "));
})();
</script>
<template><p>Nosy</p></template>
"""


def pages() -> Task:
    """Two front-end candidates, the second of which tries to get out."""
    return _task(
        "counter-page",
        "A page with a counter",
        Language.JAVASCRIPT,
        [
            {"index.html": PAGE, "style.css": STYLE, "app.js": COUNTER},
            {"index.html": PAGE, "style.css": STYLE, "app.js": NOSY},
        ],
    )


def components() -> Task:
    """A counter as components of Vue, of Svelte, and as one that wants a library and the network."""
    return _task(
        "counter-component",
        "A counter as a component",
        Language.TYPESCRIPT,
        [
            {"src/App.vue": VUE_APP, "src/CounterButton.vue": VUE_BUTTON, "src/step.ts": STEP},
            {"src/App.svelte": SVELTE_APP, "src/step.ts": STEP},
            {"src/App.vue": NOSY_APP},
        ],
    )


def hostile() -> Task:
    """Script in code, titles and names of files; hidden characters; a line of 2 MB; four hundred files."""
    crowd = {f"part/{n:03d}.py": f"PART = {n}\n" for n in range(MANY)}
    return _task(
        "hostile",
        f"Survive {SCRIPT}",
        Language.PYTHON,
        [
            {
                "first.py": f"# {SCRIPT}\n{HIDING}",
                "<img src=x onerror=window.hacked=1>.py": "x = 1\n",
                "first\u200b.py": "y = 1\n",
                **crowd,
            },
            {"first.py": f"# {SCRIPT}\n", "wide.py": f"text = '{'x' * 2_000_000}'\nafter = 1\n"},
        ],
        prompt=f"{SCRIPT}\n\n[go](javascript:window.hacked=1)",
    )


def single() -> Task:
    """One candidate, judged for correctness alone."""
    return _task(
        "leap-years",
        "Tell whether a year is a leap year",
        Language.PYTHON,
        [{"leap.py": "def is_leap(year):\n    return year % 4 == 0\n"}],
        aspects=(Aspect.CORRECTNESS,),
        entry_point="is_leap",
        tests=Tests(
            files={
                "test_leap.py": "from leap import is_leap\n\n\ndef test_2024():\n    assert is_leap(2024)\n",
                "test_century.py": "from leap import is_leap\n\n\ndef test_1900():\n    assert not is_leap(1900)\n",
            },
            visible=("test_leap.py",),
            timeout_s=3,
        ),
        reference={
            "files": {
                "leap.py": "def is_leap(year):\n    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)\n"
            }
        },
    )


def rounding() -> Task:
    """Four small candidates, of which one rounds otherwise."""
    bodies = (
        "    return round(value + 1e-9, 2)",
        "    return round(value, 2)",
        "    return int(value * 100 + 0.5) / 100",
        "    return float(f'{value + 1e-9:.2f}')",
    )
    return _task(
        "rounding",
        "Round a price half up",
        Language.PYTHON,
        [{"prices.py": f'"""Prices."""\n\n\ndef rounded(value):\n{body}\n'} for body in bodies],
        entry_point="rounded",
    )


def long() -> Task:
    """Two files that are several screens high; the second has fifty lines before what both have."""
    steps = "".join(f"def step_{n}(value):\n    return value + {n}\n\n\n" for n in range(1, 101))
    names = "".join(f"NAME_{n} = 'step {n}'\n" for n in range(1, 51))
    return _task(
        "long-files",
        "A hundred steps, one after another",
        Language.PYTHON,
        [{"steps.py": steps}, {"steps.py": names + steps}],
    )


def write_all(path: Path) -> None:
    """All of them, as JSON lines."""
    write_tasks([many_files(), queries(), pages(), components(), hostile(), single(), rounding(), long()], path)
