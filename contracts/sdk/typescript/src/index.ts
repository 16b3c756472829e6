export { DarkSwapClient } from './client.js';
export { dataOf } from './data.js';
export type { EventQuery, NodeEvent } from './events.js';
export { peerIdOf, UserKey } from './keys.js';
export type { Credential, DarkSwapClientOptions } from './options.js';
export { InsecureContextError, NodeUnreachableError, ProblemError, problemPrefix, RefusedToSignError } from './problems.js';
export type * from './schema.js';
export { type CheckedDraft, UserOrders } from './userOrders.js';
