// Places a user's order to buy runes, sees it open, cancels it, and sees it close.
// Arguments: the node's address, the user's key (64 hex digits), a coin that pays, its address, and what to buy.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DarkSwapClient, UserKey } from '../dist/index.js';

const [node, seed, coin, address, asset] = process.argv.slice(2);
const key = await UserKey.fromSeed(Buffer.from(seed, 'hex'));
const client = new DarkSwapClient({ address: node, credential: { key } });
console.log(`user ${key.peerId}`);

// The node drafts the order; the SDK compares its bytes with what was asked for, and computes the id itself.
const draft = await client.userOrders.draft({ base: asset, quote: 'BTC', side: 'buy', baseAmount: '1000', price: { quote: '10', base: '1' } });

const lastEventId = await client.lastEventId();

// The wallet that owns the coin proves it (BIP-322 simple). Here somebody types its signature.
console.log(`message ${draft.backingMessage}`);
const terminal = createInterface({ input: process.stdin });
const [proof] = await once(terminal, 'line');
terminal.close();
const placed = await client.userOrders.place(draft, [], { coins: [{ outPoint: coin, proof }], receiveAddress: address, changeAddress: address });
console.log(`placed ${placed.orderId}`);

// Nothing that came since is lost: the stream goes on after any event that the node still remembers.
for await (const event of client.events({ types: ['orderOpened', 'orderClosed'], lastEventId })) {
  if (event.data.orderId !== placed.orderId) continue;
  console.log(`${event.type} ${event.data.orderId}`);
  if (event.type === 'orderClosed') break;
  await client.userOrders.cancel(placed.orderId);
}
