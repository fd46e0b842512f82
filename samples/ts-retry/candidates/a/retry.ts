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

/** Resolves after `ms` milliseconds, or rejects as soon as `signal` is aborted. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/**
 * Calls `work` until it succeeds, with exponential backoff and full jitter.
 *
 * @throws RangeError if `attempts` is less than 1
 */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { attempts, baseDelayMs, maxDelayMs, isRetryable = () => true, signal, random = Math.random } = options;
  if (attempts < 1) {
    throw new RangeError("attempts must be at least 1");
  }

  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt >= attempts || !isRetryable(error)) {
        throw error;
      }
      const backoff = baseDelayMs * 2 ** attempt;
      await sleep(Math.min(maxDelayMs, random() * backoff), signal);
    }
  }
}
