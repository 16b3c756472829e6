// The SDK's example as a page would run it: `say` and `ask` stand for what people see and type.
import { DarkSwapClient, UserKey } from '@darkswap/sdk';

const { say, ask } = globalThis;

export async function run({ node, seed, coin, address, asset }) {
  const key = await UserKey.fromSeed(Uint8Array.from(seed.match(/../g), (octet) => parseInt(octet, 16)));
  const client = new DarkSwapClient({ address: node, credential: { key } });
  await say(`user ${key.peerId}`);
  const draft = await client.userOrders.draft({ base: asset, quote: 'BTC', side: 'buy', baseAmount: '1000', price: { quote: '10', base: '1' } });
  const lastEventId = await client.lastEventId();
  const proof = await ask(`message ${draft.backingMessage}`);
  const placed = await client.userOrders.place(draft, [], { coins: [{ outPoint: coin, proof }], receiveAddress: address, changeAddress: address });
  await say(`placed ${placed.orderId}`);
  for await (const event of client.events({ types: ['orderOpened', 'orderClosed'], lastEventId })) {
    if (event.data.orderId !== placed.orderId) continue;
    await say(`${event.type} ${event.data.orderId}`);
    if (event.type === 'orderClosed') break;
    await client.userOrders.cancel(placed.orderId);
  }
}
