/* Shows the server's clock: counts down from what the page was told, and asks again when it has run out. */
"use strict";
(() => {
  const shown = document.querySelector("[data-seconds-left]");
  if (!shown) return;
  const ends = Date.now() + Number(shown.dataset.secondsLeft) * 1000;
  const stopped = shown.dataset.stopped === "yes";
  const write = () => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    shown.textContent = [hours, minutes, seconds].map((part) => String(part).padStart(2, "0")).join(":");
    if (left === 0) location.reload();
  };
  if (!stopped) setInterval(write, 1000);
})();
