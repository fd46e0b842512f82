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

class Backoff {
  private readonly options: RetryOptions;
  private ceiling: number;

  constructor(options: RetryOptions) {
    this.options = options;
    this.ceiling = Math.min(options.baseDelayMs, options.maxDelayMs);
  }

  /** The next delay in milliseconds; the one after it may be twice as long. */
  next(): number {
    const random = this.options.random ?? Math.random;
    const delay = random() * this.ceiling;
    this.ceiling = Math.min(this.ceiling * 2, this.options.maxDelayMs);
    return delay;
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Calls `work` again and again until it succeeds or there is no more hope. */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  if (options.attempts < 1) {
    throw new RangeError("attempts must be >= 1");
  }
  const backoff = new Backoff(options);
  let lastError: unknown;

  for (let attempt = 1; attempt <= options.attempts; attempt++) {
    options.signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      lastError = error;
      const retryable = options.isRetryable ? options.isRetryable(error) : true;
      if (!retryable || attempt === options.attempts) {
        break;
      }
      await delay(backoff.next());
    }
  }
  throw lastError;
}
