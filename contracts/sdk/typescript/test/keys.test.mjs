import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { peerIdOf, UserKey } from '../dist/index.js';

// RFC 8032 §7.1, test 1.
const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const signature = 'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b';
const peerId = '12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV';

test('derives the peer id and signs as RFC 8032 says', async () => {
  const key = await UserKey.fromSeed(seed);
  assert.equal(key.peerId, peerId);
  assert.equal(Buffer.from(await key.sign(new Uint8Array())).toString('hex'), signature);
});

test('signs the same where WebCrypto does not know Ed25519, as on a page that is not secure', async (context) => {
  context.mock.method(webcrypto.subtle, 'importKey', () => Promise.reject(new Error('NotSupportedError')));
  const key = await UserKey.fromSeed(seed);
  assert.equal(Buffer.from(await key.sign(new Uint8Array())).toString('hex'), signature);
});

test('takes a key that WebCrypto keeps to itself', async () => {
  const pair = await webcrypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  const key = await UserKey.fromKeyPair(pair);
  const message = Buffer.from('hello');
  assert.ok(await webcrypto.subtle.verify('Ed25519', pair.publicKey, await key.sign(message), message));
  assert.match(key.peerId, /^12D3KooW/);
});

test('refuses what is no key', async () => {
  await assert.rejects(UserKey.fromSeed(new Uint8Array(31)), RangeError);
  assert.throws(() => peerIdOf(new Uint8Array(36)), TypeError);
});
