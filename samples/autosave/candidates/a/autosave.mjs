/**
 * Debounced autosave.
 *
 * Keeps the newest text, saves it after a quiet period and makes sure that only
 * one save request runs at any time.
 */
export function createAutosave({ save, delayMs, onStatus = () => {} }) {
  let pendingText = null;
  let hasPending = false;
  let timer = null;
  let currentSave = null;
  let disposed = false;
  let status = "saved";

  function setStatus(next) {
    if (status === next) return;
    status = next;
    onStatus(next);
  }

  function clearTimer() {
    clearTimeout(timer);
    timer = null;
  }

  async function runSave() {
    const text = pendingText;
    hasPending = false;
    setStatus("saving");
    try {
      await save(text);
    } catch (error) {
      console.error("Autosave failed", error);
      setStatus("error");
      throw error;
    } finally {
      currentSave = null;
    }
    if (hasPending && !disposed) {
      return startSave();
    }
    setStatus("saved");
  }

  /** Starts a save, or joins the one that is already running. */
  function startSave() {
    if (!currentSave) {
      currentSave = runSave();
    }
    return currentSave;
  }

  function change(text) {
    if (disposed) return;
    pendingText = text;
    hasPending = true;
    if (!currentSave) setStatus("unsaved");
    clearTimer();
    timer = setTimeout(() => {
      timer = null;
      startSave();
    }, delayMs);
  }

  async function flush() {
    clearTimer();
    if (currentSave) await currentSave;
    if (hasPending && !disposed) await startSave();
  }

  function dispose() {
    disposed = true;
    clearTimer();
  }

  return {
    change,
    flush,
    dispose,
    get status() {
      return status;
    },
  };
}
