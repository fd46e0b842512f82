const Status = Object.freeze({
  SAVED: "saved",
  UNSAVED: "unsaved",
  SAVING: "saving",
  ERROR: "error",
});

class Autosave {
  #save;
  #delayMs;
  #onStatus;
  #text = "";
  #dirty = false;
  #timer = null;
  #saving = null;
  #disposed = false;
  #status = Status.SAVED;

  constructor({ save, delayMs, onStatus }) {
    this.#save = save;
    this.#delayMs = delayMs;
    this.#onStatus = onStatus;
  }

  get status() {
    return this.#status;
  }

  /** Records the newest text and restarts the quiet period. */
  change = (text) => {
    if (this.#disposed) return;
    this.#text = text;
    this.#dirty = true;
    if (this.#saving === null) {
      this.#setStatus(Status.UNSAVED);
    }
    this.#schedule();
  };

  /** Saves immediately if there is something to save. */
  flush = async () => {
    if (this.#saving !== null) {
      await this.#saving;
    }
    if (this.#dirty && !this.#disposed) {
      await this.#run();
    }
  };

  /** Stops the timer; nothing is saved afterwards. */
  dispose = () => {
    this.#disposed = true;
    clearTimeout(this.#timer);
  };

  #schedule() {
    clearTimeout(this.#timer);
    if (this.#disposed) return;
    this.#timer = setTimeout(() => {
      if (this.#saving !== null) {
        this.#schedule();
        return;
      }
      if (this.#dirty) {
        this.#run().catch(() => {});
      }
    }, this.#delayMs);
  }

  #run() {
    clearTimeout(this.#timer);
    this.#setStatus(Status.SAVING);
    this.#saving = this.#store();
    return this.#saving;
  }

  async #store() {
    try {
      await this.#save(this.#text);
      this.#dirty = false;
      this.#saving = null;
      this.#setStatus(Status.SAVED);
    } catch (error) {
      this.#saving = null;
      this.#setStatus(Status.ERROR);
      this.#schedule();
      throw error;
    }
  }

  #setStatus(status) {
    if (status === this.#status) return;
    this.#status = status;
    this.#onStatus?.(status);
  }
}

export function createAutosave(options) {
  return new Autosave(options);
}
