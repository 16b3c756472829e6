const pattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/i;

/** Microseconds since 1970 of an RFC 3339 time; what is smaller is cut off. */
export function microsecondsOf(time: string): bigint {
  const parts = pattern.exec(time);
  const seconds = parts === null ? NaN : Date.parse(`${parts[1]}${parts[3]}`) / 1000;
  if (parts === null || Number.isNaN(seconds)) throw new TypeError(`'${time}' is not a time such as 2026-11-22T12:00:00Z`);
  return BigInt(seconds) * 1_000_000n + BigInt((parts[2] ?? '').padEnd(6, '0').slice(0, 6));
}

/** Rejects with the signal's reason when it is aborted. */
export function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
