/** Where every problem type of DarkSwap begins. */
export const problemPrefix = 'urn:darkswap:problem:';

const maximumBodyLength = 64 * 1024;

/** The node refused: its problem details (RFC 9457). Switch on `type`, which is stable. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    /** For example `urn:darkswap:problem:order-closed`. */
    readonly type: string,
    readonly title: string,
    readonly detail: string | undefined,
    /** Reasons by field as the request wrote it; empty unless input was wrong. */
    readonly errors: Readonly<Record<string, readonly string[]>>,
    /** Finds the request in the node's log. */
    readonly traceId: string | undefined,
    /** How long the node asked to wait, in milliseconds. */
    readonly retryAfter: number | undefined,
  ) {
    const fields = Object.entries(errors).map(([field, reasons]) => `; ${field} ${reasons.join(', ')}`).join('');
    super(`${title}${detail === undefined ? '' : `: ${detail}`}${fields} (${status} ${type.replace(problemPrefix, '')})`);
  }
}

/** Nothing answered at the node's address, also after the tries that the options allow. */
export class NodeUnreachableError extends Error {
  override readonly name = 'NodeUnreachableError';

  constructor(readonly address: string, cause: unknown) {
    super(`${address} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** What a node gave to be signed is not what was asked for. Nothing was signed. */
export class RefusedToSignError extends Error {
  override readonly name = 'RefusedToSignError';

  /** @param differences One sentence for each thing that differs. */
  constructor(reason: string, readonly differences: readonly string[]) {
    super(`${reason}: ${differences.join('; ')}`);
  }
}

/** This page or connection is not one that keys and credentials may be used on. */
export class InsecureContextError extends Error {
  override readonly name = 'InsecureContextError';
}

/** Reads an answer that is no success, whoever wrote it. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const body = await bodyOf(response);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return new ProblemError(
    response.status,
    text(body['type']) ?? `${problemPrefix}status-${response.status}`,
    text(body['title']) ?? (response.statusText || 'The request was refused'),
    text(body['detail']),
    errorsOf(body['errors']),
    text(body['traceId']),
    retryAfterOf(response),
  );
}

/** Milliseconds; undefined when the answer does not say. */
export function retryAfterOf(response: Response): number | undefined {
  const value = response.headers.get('Retry-After');
  if (value === null) return undefined;
  if (/^[0-9]{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  if (!/^application\/(problem\+)?json\b/.test(response.headers.get('Content-Type') ?? '')) return {};
  try {
    const text = await response.text();
    const body: unknown = text.length <= maximumBodyLength ? JSON.parse(text) : undefined;
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function errorsOf(value: unknown): Record<string, readonly string[]> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string[]] => Array.isArray(entry[1])).map(([field, reasons]) => [field, reasons.map(String)]));
}
