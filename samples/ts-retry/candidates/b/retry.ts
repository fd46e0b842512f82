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

type Work<T> = (attempt: number) => Promise<T>;

const abortion = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function backoff(failures: number, { baseDelayMs, maxDelayMs, random = Math.random }: RetryOptions): number {
  return random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (failures - 1));
}

/**
 * Retries an asynchronous operation.
 *
 * Waiting is raced against the abort signal, so that a cancelled operation
 * does not keep its caller waiting.
 */
export async function retry<T>(work: Work<T>, options: RetryOptions): Promise<T> {
  const { attempts, isRetryable, signal } = options;
  if (attempts < 1) throw new RangeError(`attempts must be positive, got ${attempts}`);

  let failures = 0;
  while (true) {
    if (signal?.aborted) throw signal.reason;
    try {
      return await work(failures + 1);
    } catch (error) {
      failures += 1;
      if (signal?.aborted) throw signal.reason;
      const final = failures === attempts || isRetryable?.(error) === false;
      if (final) throw error;
    }
    const pause = wait(backoff(failures, options));
    await (signal ? Promise.race([pause, abortion(signal)]) : pause);
  }
}
