/**
 * Saves the newest text after a quiet time, one save at a time, again after a failure.
 *
 * @param {object} options
 * @param {(text: string) => Promise<void>} options.save
 * @param {number} options.delayMs
 * @param {(status: string) => void} [options.onStatus]
 */
export function createAutosave({ save, delayMs, onStatus = () => {} }) {
  let unsaved = null; // { text }, a new object for each change
  let saving = null; // promise of the save under way and those that follow it without a pause
  let failed = false;
  let disposed = false;
  let timer;
  let status = "saved";

  function update() {
    const now = saving ? "saving" : !unsaved ? "saved" : failed ? "error" : "unsaved";
    if (now !== status) onStatus((status = now));
  }

  function wait() {
    clearTimeout(timer);
    if (!disposed) timer = setTimeout(() => start().catch(() => {}), delayMs);
  }

  function start() {
    clearTimeout(timer);
    saving ??= saveUnsaved();
    update();
    return saving;
  }

  async function saveUnsaved() {
    await null; // so that `saving` is set before the save may call back
    failed = false;
    try {
      while (unsaved && !disposed) {
        const change = unsaved;
        await save(change.text);
        if (unsaved === change) unsaved = null;
      }
    } catch (error) {
      failed = true;
      wait();
      throw error;
    } finally {
      saving = null;
      update();
    }
  }

  return {
    change(text) {
      if (disposed) return;
      unsaved = { text };
      failed = false;
      if (!saving) wait();
      update();
    },
    async flush() {
      if (unsaved && !disposed) await start();
    },
    dispose() {
      disposed = true;
      clearTimeout(timer);
    },
    get status() {
      return status;
    },
  };
}
