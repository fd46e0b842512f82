// Settling by keyboard: 1–9 take a reviewer's value, d says duplicate, n and p walk, Ctrl+Enter closes.
// Without this script the page is a list of forms that work by themselves.
(() => {
  "use strict";
  const all = () => [...document.querySelectorAll("[data-conflict]")];
  const waiting = () => all().filter((one) => one.hasAttribute("data-open"));
  const said = document.querySelector("[data-said]");
  let current = null;

  const say = (text) => {
    if (said) said.textContent = text;
  };
  const go = (conflict) => {
    current = conflict;
    conflict.focus({ preventScroll: true });
    conflict.scrollIntoView({ block: "nearest" });
    const letter = conflict.querySelector(".as-letter")?.textContent;
    if (letter) document.getElementById(`candidate-${letter}`)?.scrollIntoView({ block: "start" });
  };
  const step = (by) => {
    const list = all();
    if (list.length === 0) return;
    const at = list.indexOf(current);
    go(list[at < 0 ? 0 : (at + by + list.length) % list.length]);
  };
  const take = (input) => {
    if (!input) return false;
    input.checked = true;
    input.form.elements.namedItem("reason")?.focus();
    say(`${input.parentElement.textContent.trim()} taken; now the reason`);
    return true;
  };
  const takeFrom = (who) => {
    const inputs = [...(current?.querySelectorAll("input[data-takes]") ?? [])];
    const found = inputs.find((input) => input.dataset.takes.split(" ").includes(who));
    if (!take(found)) say(`${who} says nothing that could be taken here`);
  };
  const writes = (target) =>
    target.matches("textarea, select, input:not([type=radio])") || target.isContentEditable;

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = (event.target.closest("[data-conflict]") ?? current)?.querySelector("form");
      if (form) {
        event.preventDefault();
        form.requestSubmit();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && writes(event.target)) {
      (event.target.closest("[data-conflict]") ?? current)?.focus();
      return;
    }
    if (writes(event.target)) return;
    if (/^[1-9]$/.test(event.key)) takeFrom(`r${event.key}`);
    else if (event.key === "d") take(current?.querySelector('input[name="value"][value="same"]'));
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else return;
    event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const conflict = event.target.closest("[data-conflict]");
    if (conflict) current = conflict;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const swapped = document.getElementById(event.detail.target.id);
    const left = waiting();
    const count = document.querySelector("[data-open-count]");
    if (count) count.textContent = String(left.length);
    if (swapped?.hasAttribute("data-open")) {
      current = swapped; // it was refused: the page says why, and nothing that was typed is lost
      swapped.querySelector("select[name=reason]")?.focus();
      return;
    }
    const list = all();
    const next = list.slice(list.indexOf(swapped) + 1).find((one) => left.includes(one)) ?? left[0];
    if (next) {
      go(next);
      say(`Closed. ${left.length} left`);
    } else {
      say("All settled");
      current = swapped;
      (document.querySelector("[data-next-task]") ?? swapped)?.focus();
    }
  });
  document.addEventListener("htmx:responseError", () => say("The server refused; nothing was stored"));

  document.querySelector("[data-keys]")?.removeAttribute("hidden");
  const first = waiting()[0];
  if (first) {
    current = first;
    first.focus({ preventScroll: true });
  }
})();
