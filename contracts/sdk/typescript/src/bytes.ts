const base58Digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (const octet of bytes) text += String.fromCharCode(octet);
  return btoa(text);
}

/** Throws when the text is not base64. */
export function bytesOfBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** Throws when the text is not lower-case hex. */
export function bytesOfHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new TypeError(`'${text}' is not lower-case hex`);
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function base58Of(bytes: Uint8Array): string {
  let number = BigInt(`0x0${hexOf(bytes)}`);
  let text = '';
  while (number > 0n) {
    text = base58Digits[Number(number % 58n)] + text;
    number /= 58n;
  }
  const zeros = bytes.findIndex((octet) => octet !== 0);
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text;
}

export function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

export function areEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((octet, index) => octet === right[index]);
}

/** Throws when the text is not base58. */
export function bytesOfBase58(text: string): Uint8Array {
  let number = 0n;
  for (const character of text) {
    const digit = base58Digits.indexOf(character);
    if (digit < 0) throw new TypeError(`'${text}' is not base58`);
    number = number * 58n + BigInt(digit);
  }
  const hex = number === 0n ? '' : number.toString(16);
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  return concatenate(new Uint8Array(zeros), bytesOfHex(hex.length % 2 === 0 ? hex : `0${hex}`));
}
