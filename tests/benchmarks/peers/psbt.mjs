// Measures bitcoinjs-lib: reads {operation, psbt, milliseconds} from standard input, writes {operations, cpuMicroseconds}.
import { readFileSync } from 'node:fs';
import * as bitcoin from 'bitcoinjs-lib';
import * as secp256k1 from 'tiny-secp256k1';

bitcoin.initEccLib(secp256k1);
const { operation, psbt, milliseconds } = JSON.parse(readFileSync(0, 'utf8'));
const bytes = Uint8Array.from(Buffer.from(psbt, 'base64'));

const isValid = (publicKey, hash, signature) =>
  publicKey.length === 32 ? secp256k1.verifySchnorr(hash, publicKey, signature) : secp256k1.verify(hash, publicKey, signature);

const operations = {
  roundTrip() {
    const written = bitcoin.Psbt.fromBuffer(bytes).toBuffer();
    if (written.length !== bytes.length) throw new Error('written otherwise than read');
  },
  verify() {
    if (!bitcoin.Psbt.fromBuffer(bytes).validateSignaturesOfAllInputs(isValid)) throw new Error('a signature is not valid');
  },
};

function run(limitMilliseconds) {
  const cpuBefore = process.cpuUsage();
  const end = performance.now() + limitMilliseconds;
  let count = 0;
  do {
    operations[operation]();
    count++;
  } while (performance.now() < end);
  const cpu = process.cpuUsage(cpuBefore);
  return { operations: count, cpuMicroseconds: cpu.user + cpu.system };
}

run(milliseconds / 2);
console.log(JSON.stringify(run(milliseconds)));
