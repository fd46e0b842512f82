/** Small choices that stay on this device. A browser may forbid storage; a choice then lasts for this page. */

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

export const recall = (key: string): string | null => attempt(() => localStorage.getItem(key));
export const remember = (key: string, value: string): void => {
  attempt(() => localStorage.setItem(key, value));
};
