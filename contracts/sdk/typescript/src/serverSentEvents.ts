/** Longest block in characters; an event of a node is far shorter. */
const maximumBlockLength = 1024 * 1024;

/** One block of a stream (WHATWG HTML §9.2.6). */
export interface ServerSentEvent {
  /** The last id that the stream has named, here or earlier. */
  readonly id: string | undefined;
  readonly type: string;
  /** Undefined when the block only moved the id or the pause. */
  readonly data: string | undefined;
  /** Milliseconds. */
  readonly retry: number | undefined;
}

/** Reads a stream of events. Fed with bytes as they come; holds one block of bounded length. */
export class ServerSentEventReader {
  private readonly decoder = new TextDecoder();
  private rest = '';
  private afterReturn = false;
  private id: string | undefined;
  private block: { type?: string; data?: string; retry?: number; hasField?: boolean } = {};

  feed(bytes: Uint8Array): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    for (const character of this.decoder.decode(bytes, { stream: true })) {
      const isRest = this.afterReturn && character === '\n';
      this.afterReturn = character === '\r';
      if (isRest) continue;
      if (character !== '\n' && character !== '\r') {
        this.rest += character;
        if (this.rest.length + (this.block.data?.length ?? 0) > maximumBlockLength) throw new RangeError('An event is too long');
      } else if (this.rest === '') {
        this.endBlock(events);
      } else {
        const line = this.rest;
        this.rest = '';
        this.takeLine(line);
      }
    }
    return events;
  }

  private takeLine(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.block.type = value;
    else if (field === 'data') this.block.data = this.block.data === undefined ? value : `${this.block.data}\n${value}`;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^[0-9]{1,9}$/.test(value)) this.block.retry = Number(value);
    else return;
    this.block.hasField = true;
  }

  private endBlock(events: ServerSentEvent[]): void {
    const { type, data, retry, hasField } = this.block;
    if (hasField === true) events.push({ id: this.id, type: type || 'message', data, retry });
    this.block = {};
  }
}
