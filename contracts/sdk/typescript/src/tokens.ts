import type { Client } from 'openapi-fetch';
import { areEqual, base64Of, bytesOfBase64 } from './bytes.js';
import { dataOf } from './data.js';
import { domains, payloadTypes, signingInput } from './envelopes.js';
import type { UserKey } from './keys.js';
import type { Credential } from './options.js';
import { ProblemError, RefusedToSignError } from './problems.js';
import type { ChallengeResponse, paths, TokenResponse } from './schema.js';
import type { TokenSource } from './transport.js';

/** A token that ends this soon, in milliseconds, might end on its way. */
const margin = 30_000;

export function tokensOf(credential: Credential, anonymous: Client<paths>, audience: string | undefined): TokenSource {
  return 'key' in credential ? new UserTokens(credential.key, anonymous, audience) : givenToken(credential.token);
}

function givenToken(token: string | (() => string | Promise<string>)): TokenSource {
  const read = async () => (typeof token === 'string' ? token : await token()).trim();
  return {
    get: read,
    replace: async (refused) => {
      const other = await read();
      return other === refused ? undefined : other;
    },
  };
}

/** Tokens for a user's key: proven by challenge and response, refreshed while they can be, proven again when not. */
class UserTokens implements TokenSource {
  private tokens: TokenResponse | undefined;
  private usableUntil = 0;
  private renewing: Promise<string> | undefined;
  private knownDomain: string | undefined;

  constructor(private readonly key: UserKey, private readonly anonymous: Client<paths>, audience: string | undefined) {
    this.knownDomain = audience === undefined ? undefined : domains.authentication(audience);
  }

  async get(): Promise<string> {
    return this.tokens !== undefined && Date.now() < this.usableUntil ? this.tokens.accessToken : this.renew();
  }

  async replace(refused: string): Promise<string | undefined> {
    return this.tokens !== undefined && this.tokens.accessToken !== refused ? this.tokens.accessToken : this.renew();
  }

  /** One renewal at a time, however many requests wait for it. */
  private renew(): Promise<string> {
    this.renewing ??= this.renewOnce().finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async renewOnce(): Promise<string> {
    const askedAt = Date.now();
    const renewed = (await this.refresh()) ?? (await this.prove());
    this.tokens = renewed;
    this.usableUntil = askedAt + renewed.expiresIn * 1000 - margin;
    return renewed.accessToken;
  }

  private async refresh(): Promise<TokenResponse | undefined> {
    const old = this.tokens;
    // Whatever comes of it, a refresh token is used once.
    this.tokens = undefined;
    if (old === undefined || Date.parse(old.refreshTokenExpiresAt) <= Date.now()) return undefined;
    try {
      return await dataOf(this.anonymous.POST('/api/v1/auth/tokens/refresh', { body: { refreshToken: old.refreshToken } }));
    } catch (failure) {
      if (failure instanceof ProblemError && (failure.status === 401 || failure.status === 400)) return undefined;
      throw failure;
    }
  }

  private async prove(): Promise<TokenResponse> {
    const challenge = await dataOf(this.anonymous.POST('/api/v1/auth/challenges', { body: { peerId: this.key.peerId } }));
    const signature = await this.key.sign(this.check(challenge));
    return dataOf(
      this.anonymous.POST('/api/v1/auth/tokens', {
        body: { challengeId: challenge.challengeId, publicKey: base64Of(this.key.publicKey), signature: base64Of(signature) },
      }),
    );
  }

  /** The bytes to sign, made here: what a node calls a challenge must not be an order, nor a challenge of another node. */
  private check(challenge: ChallengeResponse): Uint8Array {
    const differences: string[] = [];
    if (challenge.payloadType !== payloadTypes.challenge) differences.push(`payloadType is '${challenge.payloadType}'`);
    if (!challenge.domain.startsWith(domains.authenticationPrefix) || (this.knownDomain !== undefined && challenge.domain !== this.knownDomain)) {
      differences.push(`domain is '${challenge.domain}'${this.knownDomain === undefined ? '' : ` and not '${this.knownDomain}'`}`);
    }
    const input = signingInput(challenge.domain, payloadTypes.challenge, bytesOfBase64(challenge.nonce));
    if (differences.length === 0 && !areEqual(input, bytesOfBase64(challenge.signingInput))) {
      differences.push('signingInput is not made of the domain, the payload type and the nonce');
    }
    if (differences.length > 0) throw new RefusedToSignError('the challenge is none for this node', differences);
    this.knownDomain = challenge.domain;
    return input;
  }
}
