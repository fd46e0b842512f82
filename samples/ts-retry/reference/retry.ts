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

/** The value of the first call of `work` that succeeds, with growing pauses between the calls. */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { attempts, baseDelayMs, maxDelayMs, isRetryable, signal, random = Math.random } = options;
  if (!(attempts >= 1)) throw new RangeError(`attempts is ${attempts}; it must be at least 1`);
  let ceiling = Math.min(maxDelayMs, baseDelayMs);
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt >= attempts || isRetryable?.(error) === false) throw error;
    }
    await pause(random() * ceiling, signal);
    ceiling = Math.min(maxDelayMs, ceiling * 2);
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}
