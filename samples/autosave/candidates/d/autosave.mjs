/** Returns a function that postpones `callback` until it has not been called for `delayMs`. */
function debounce(callback, delayMs) {
  let timer;
  const debounced = () => {
    clearTimeout(timer);
    timer = setTimeout(callback, delayMs);
  };
  debounced.cancel = () => clearTimeout(timer);
  return debounced;
}

/**
 * Creates an autosave controller.
 *
 * @param {{ save: (text: string) => Promise<void>, delayMs: number, onStatus?: (status: string) => void }} options
 */
export function createAutosave({ save, delayMs, onStatus }) {
  const state = { text: undefined, version: 0, savedVersion: 0, status: "saved", disposed: false };

  const setStatus = (status) => {
    if (state.status !== status) {
      state.status = status;
      onStatus?.(status);
    }
  };

  const saveLatest = async () => {
    if (state.disposed || state.version === state.savedVersion) return;
    const { text, version } = state;
    setStatus("saving");
    try {
      await save(text);
      state.savedVersion = Math.max(state.savedVersion, version);
      setStatus(state.savedVersion === state.version ? "saved" : "unsaved");
    } catch (error) {
      if (!state.disposed) {
        setStatus("error");
        scheduleSave();
      }
      throw error;
    }
  };

  const scheduleSave = debounce(() => {
    saveLatest().catch(() => {
      /* reported through the status; tried again later */
    });
  }, delayMs);

  return {
    change(text) {
      if (state.disposed) return;
      state.text = text;
      state.version += 1;
      setStatus("unsaved");
      scheduleSave();
    },

    async flush() {
      scheduleSave.cancel();
      await saveLatest();
    },

    dispose() {
      state.disposed = true;
      scheduleSave.cancel();
    },

    get status() {
      return state.status;
    },
  };
}
