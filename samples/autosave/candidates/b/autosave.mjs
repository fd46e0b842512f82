/**
 * Decides when the text of an editor is saved.
 *
 * Every change gets a number. A save covers all changes up to the number it
 * started with, so "is everything stored?" is a comparison of two numbers.
 */
export function createAutosave({ save, delayMs, onStatus }) {
  let text;
  let changed = 0;
  let stored = 0;
  let running = null;
  let failed = false;
  let timer;
  let disposed = false;
  let shown = "saved";

  function currentStatus() {
    if (running) return "saving";
    if (changed === stored) return "saved";
    return failed ? "error" : "unsaved";
  }

  function report() {
    const status = currentStatus();
    if (status !== shown) {
      shown = status;
      onStatus?.(status);
    }
  }

  function schedule() {
    clearTimeout(timer);
    if (!disposed) timer = setTimeout(() => saveNow().catch(() => {}), delayMs);
  }

  /** Saves until nothing newer is waiting; rejects with the first failure. */
  function saveNow() {
    if (running) return running;
    clearTimeout(timer);
    running = saveAll().finally(() => {
      running = null;
      if (failed) schedule();
      report();
    });
    report();
    return running;
  }

  async function saveAll() {
    failed = false;
    while (stored < changed && !disposed) {
      const version = changed;
      try {
        await save(text);
      } catch (error) {
        failed = true;
        throw error;
      }
      stored = version;
    }
  }

  return {
    change(newText) {
      if (disposed) return;
      text = newText;
      changed += 1;
      failed = false;
      if (!running) schedule();
      report();
    },

    async flush() {
      if (stored < changed && !disposed) await saveNow();
    },

    dispose() {
      disposed = true;
      clearTimeout(timer);
    },

    get status() {
      return currentStatus();
    },
  };
}
