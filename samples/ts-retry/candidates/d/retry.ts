export interface RetryOptions {
  /** How often `work` is called at most; at least 1. */
  attempts: number;
  baseDelayMs: number;
  maxDelayMs: number;
  /** Whether another attempt may help; default: always. */
  isRetryable?: (error: unknown) => boolean;
  signal?: AbortSignal;
  /** From 0 to 1, for the jitter; default: Math.random. */
  random?: () => number;
}

/** Calls `work` until it succeeds; see {@link RetryOptions} for when it gives up. */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { attempts, isRetryable = () => true, signal } = options;
  if (!(attempts >= 1)) throw new RangeError(`attempts is ${attempts}; it must be at least 1`);

  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt >= attempts || !isRetryable(error)) throw error;
    }
    await pause(delayAfter(attempt, options), signal);
  }
}

function delayAfter(failures: number, { baseDelayMs, maxDelayMs, random = Math.random }: RetryOptions): number {
  return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (failures - 1));
}

/** Waits; an abort ends the wait early and rejects. Leaves neither timer nor listener behind. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: () => void = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(resolve, ms);
      stop = () => reject(signal?.reason);
      signal?.addEventListener("abort", stop);
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
