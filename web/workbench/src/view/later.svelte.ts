/** Fetches `parts.ts`, once: after the first paint. A part that is asked for before it has come is shown when it comes. */

export type Parts = typeof import("./parts.ts");

class Later {
  /** Null until they have come. */
  parts = $state.raw<Parts | null>(null);
  failed = $state(false);
  #coming: Promise<void> | null = null;

  /** Resolves also when they could not be fetched; asking again tries again. */
  fetch(): Promise<void> {
    this.#coming ??= this.#load().finally(() => {
      this.#coming = null;
    });
    return this.#coming;
  }

  async #load(): Promise<void> {
    if (this.parts) return;
    this.failed = false;
    try {
      this.parts = await import("./parts.ts");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // what browsers throw when a script does not come
      this.failed = true;
    }
  }
}

export const later = new Later();

/** Does the work once what is on screen now has been painted. */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(work);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
