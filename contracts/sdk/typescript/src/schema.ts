// Made by contracts/sdk/generate; changes here are lost.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys that access tokens are verified by (RFC 7517) */
        get: operations["GetTokenKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runes in the order of their etching */
        get: operations["ListAssets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{asset}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A rune, by its id */
        get: operations["GetAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{asset}/holders/{address}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much of a rune an address holds */
        get: operations["GetAssetHolder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys without their secrets, oldest first */
        get: operations["ListApiKeys"];
        put?: never;
        /** Makes an API key; its secret is told this once */
        post: operations["CreateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes an API key at once */
        delete: operations["RevokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A nonce to sign, to prove a key to this node */
        post: operations["CreateChallenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tokens of a user, for a signed challenge */
        post: operations["CreateTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/tokens/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New tokens for a refresh token, which is used up; a used one ends the session */
        post: operations["RefreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/tokens/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session of a refresh token (RFC 7009); access tokens end by themselves within minutes */
        post: operations["RevokeTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Unspent coins of followed addresses, with the runes on them */
        get: operations["ListCoins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coins/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Follows an address: its coins are looked up once, then followed by block and mempool */
        post: operations["FollowAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/coins/addresses/{address}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether an address is followed, and how far the look-up has come */
        get: operations["GetFollowedAddress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{service}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that a service could not take, newest first */
        get: operations["ListDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{service}/{eventId}/{recipient}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them, with its body */
        get: operations["GetDeadLetter"];
        put?: never;
        post?: never;
        /** Gives a dead letter up for good */
        delete: operations["DropDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{service}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delivers dead letters again, each to the recipient that could not take it */
        post: operations["ReplayDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow orders, trades and peers as server-sent events
         * @description Event types: orderOpened, orderChanged, orderClosed (open to all), tradeStateChanged (with events:read: a user's own, or all for who acts for the node), peerConnected, peerDisconnected (with events:read, for who acts for the node). A stream ends with its token, at the latest after an hour, and is resumed with another. Without Last-Event-ID the stream starts now; with it, it goes on after that event, or is refused with 410 when the log no longer reaches back that far.
         */
        get: operations["FollowEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fee rates, in satoshis per 1,000 virtual bytes */
        get: operations["GetFees"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/markets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pairs with open orders or settled trades */
        get: operations["ListMarkets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/markets/{base}/{quote}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A pair at a glance */
        get: operations["GetMarket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/markets/{base}/{quote}/depth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is offered at which price, best first */
        get: operations["GetDepth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/markets/{base}/{quote}/trades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settled trades of this node, newest first */
        get: operations["ListMarketTrades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/network/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells the configuration of the peer-to-peer network that this node runs with */
        get: operations["GetNetworkConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/network/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who this node is and which Bitcoin network it trades on */
        get: operations["GetNetworkIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/network/peers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists connected peers */
        get: operations["ListPeers"];
        put?: never;
        /** Connects to a peer and keeps the connection from then on */
        post: operations["DialPeer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/network/peers/{peerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Says goodbye to a peer and stops redialing it */
        delete: operations["DropPeer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/network/peers/{peerId}/pings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Measures one round trip to a connected peer, and tells those since it connected */
        post: operations["PingPeer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/network/topology": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how this node is connected, and what its connections hold */
        get: operations["GetNetworkTopology"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orderbook/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which orders fill an amount best */
        post: operations["QuoteFill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders of the book, newest first; open ones by default */
        get: operations["ListOrders"];
        put?: never;
        /** Signs, stores and publishes a drafted order */
        post: operations["PlaceOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order */
        get: operations["GetOrder"];
        put?: never;
        post?: never;
        /** Cancels an own order for good */
        delete: operations["CancelOrder"];
        options?: never;
        head?: never;
        /** Suspends, resumes, reduces, shortens or backs an own order anew */
        patch: operations["ChangeOrder"];
        trace?: never;
    };
    "/api/v1/orders/{orderId}/cancellations/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The cancellation of the caller's order as the bytes to sign */
        post: operations["DraftOrderCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{orderId}/changes/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A change of the caller's order as the bytes to sign; an empty one says what its trades have come to */
        post: operations["DraftOrderChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Terms as the bytes and messages that there are to sign; nothing is stored */
        post: operations["DraftOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/drafts/payloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A drafted order with its coins' proofs, as the bytes that its maker's key signs */
        post: operations["DraftOrderPayload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/signed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes what the caller's key has signed: a new order, a change or a cancellation */
        post: operations["SubmitSignedOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/psbts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an unsigned PSBT of inputs and outputs */
        post: operations["CreatePsbt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/psbts/analyses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who has to act next, and what it will cost */
        post: operations["AnalysePsbt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/psbts/broadcasts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands a signed transaction to the Bitcoin node; the same one again is a success */
        post: operations["BroadcastTransaction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/psbts/combinations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Merges what several PSBTs know of the same transaction */
        post: operations["CombinePsbts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/psbts/decodings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a PSBT claims, unverified */
        post: operations["DecodePsbt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/psbts/finalizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verifies every signature and extracts the signed transaction */
        post: operations["FinalizePsbt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/psbts/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who would end up with which satoshis and runes */
        post: operations["SimulatePsbt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/psbts/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds what the chain knows of the inputs */
        post: operations["UpdatePsbt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/psbts/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether every claim and signature holds against the chain */
        post: operations["VerifyPsbt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists trades, newest first */
        get: operations["ListTrades"];
        put?: never;
        /** Proposes a trade to an order's maker */
        post: operations["StartTrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trades/{tradeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a trade */
        get: operations["GetTrade"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trades/{tradeId}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts a proposal to an order with manual acceptance */
        post: operations["AcceptTrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trades/{tradeId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a trade before this side's signature has left */
        post: operations["CancelTrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trades/{tradeId}/fee-bumps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins another round with a higher fee rate */
        post: operations["BumpTradeFee"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trades/{tradeId}/psbt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the PSBT that the wallet signs, and what it means */
        get: operations["GetTradePsbt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trades/{tradeId}/rejection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuses a proposal */
        post: operations["RejectTrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trades/{tradeId}/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the PSBT that the wallet has signed */
        post: operations["SubmitTradeSignatures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trades/{tradeId}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads the signed messages of a trade in order */
        get: operations["GetTradeTranscript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AddressRequest: {
            /** @description An address of the node's network. */
            address: string;
        };
        AddressResponse: {
            address: string;
            /**
             * Format: double
             * @description 0 to 1; 1 once all coins that the address had before are known.
             */
            progress: number;
            state: components["schemas"]["AddressState"];
        };
        /** @enum {string} */
        AddressState: "backfilling" | "followed";
        AnalysedInputResponse: {
            /** Format: int32 */
            index: number;
            /** @description Who has to act next on a PSBT (BIP-174). */
            next: components["schemas"]["PsbtRole"];
            outPoint: string;
        };
        /** @description How far a PSBT has come. Fee and size are there once all spent outputs are known. */
        AnalysedPsbtResponse: {
            /**
             * Format: int64
             * @description In satoshis per 1,000 virtual bytes, decimal digits.
             */
            feeRate?: `${bigint}` | null;
            /**
             * Format: int64
             * @description Decimal digits.
             */
            feeSatoshis?: `${bigint}` | null;
            inputs: components["schemas"]["AnalysedInputResponse"][];
            /** @description Who has to act next on a PSBT (BIP-174). */
            next: components["schemas"]["PsbtRole"];
            /**
             * Format: int32
             * @description With every witness at its largest.
             */
            virtualSize?: number | null;
        };
        ApiKeyListResponse: {
            items: components["schemas"]["ApiKeyResponse"][];
        };
        /** @description An API key to be made. It acts for the node's own identity within its scopes. */
        ApiKeyRequest: {
            /**
             * Format: date-time
             * @description Default: until it is revoked.
             */
            expiresAt?: string | null;
            /** @description For people, 1 to 100 characters. */
            name: string;
            /** @description At least one. */
            scopes: string[];
        };
        /** @description An API key without its secret. */
        ApiKeyResponse: {
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string | null;
            keyId: string;
            /**
             * Format: date-time
             * @description To the minute; absent if never.
             */
            lastUsedAt?: string | null;
            name: string;
            scopes: string[];
        };
        AssetChangeResponse: {
            /**
             * Format: int128
             * @description Decimal digits in the asset's smallest unit, with a minus when the asset is given.
             */
            amount: `${bigint}`;
            asset: string;
        };
        /** @description A rune. Amounts are in its smallest unit. */
        AssetResponse: {
            asset: string;
            /** Format: uint128 */
            burned: `${bigint}`;
            /**
             * Format: int32
             * @description Decimal places for display.
             */
            divisibility: number;
            /** Format: date-time */
            etchedAt: string;
            etchingTransactionId: string;
            /** Format: uint128 */
            minted: `${bigint}`;
            name: string;
            /**
             * Format: int64
             * @description How many runes were etched before it.
             */
            number: number;
            /** Format: uint128 */
            premine: `${bigint}`;
            spacedName: string;
            /**
             * Format: uint128
             * @description What is in circulation: premine and mints without what was burned.
             */
            supply: `${bigint}`;
            symbol?: string | null;
        };
        /** @description A page of a list; the cursor is null after the last one. */
        AssetResponsePageResponse: {
            cursor: string | null;
            items: components["schemas"]["AssetResponse"][];
        };
        BroadcastRequest: {
            /**
             * Format: byte
             * @description The signed transaction, base64.
             */
            transaction: string;
        };
        BroadcastResponse: {
            transactionId: string;
        };
        /** @description Whose key is to be proved. */
        ChallengeRequest: {
            /** @description Of an Ed25519 key: `12D3Koo…`. */
            peerId: string;
        };
        /** @description What there is to sign, once, with the key itself. */
        ChallengeResponse: {
            /** Format: uuid */
            challengeId: string;
            /** @description `darkswap-authentication-v1:` and the node's audience. Whoever signs makes sure that it names the node they mean. */
            domain: string;
            /** Format: date-time */
            expiresAt: string;
            /**
             * Format: byte
             * @description 32 random bytes.
             */
            nonce: string;
            payloadType: string;
            /**
             * Format: byte
             * @description The bytes to sign with Ed25519: domain, payload type and nonce, each after its length as a varint.
             */
            signingInput: string;
        };
        /** @description What is to change; what is absent stays. */
        ChangeOrderRequest: {
            /** @description Other coins behind the order. */
            coins?: components["schemas"]["CoinBody"][] | null;
            /**
             * Format: date-time
             * @description Earlier than the order's expiry.
             */
            expiresAt?: string | null;
            /**
             * Format: uint128
             * @description Lower than what remains.
             */
            remaining?: `${bigint}` | null;
            suspended?: boolean | null;
        };
        /** @description What an update says of its order. */
        ChangeTerms: {
            backing: string[];
            /** Format: date-time */
            expiresAt: string;
            /**
             * Format: uint128
             * @description In the base asset's smallest unit.
             */
            remaining: `${bigint}`;
            /**
             * Format: int64
             * @description One more than the newest update's.
             */
            sequence: number;
            suspended: boolean;
        };
        /** @description A coin and the proof that its key is the caller's. */
        CoinBody: {
            /** @description `txid:index`. */
            outPoint: string;
            /**
             * Format: byte
             * @description BIP-322 simple signature (witness bytes) over the draft's backing message.
             */
            proof: string;
        };
        CoinRequest: {
            /** @description `txid:index`. */
            outPoint: string;
            /**
             * Format: byte
             * @description BIP-322 simple proof over `darkswap-trade-v1:<network>:<trade id>`.
             */
            proof: string;
        };
        /** @description An unspent coin of a followed address. Runes are those of confirmed coins: what an unconfirmed one will hold is not known before. */
        CoinResponse: {
            address: string;
            /**
             * Format: int32
             * @description 0 in the mempool.
             */
            confirmations: number;
            outPoint: string;
            runes: components["schemas"]["RuneAmountResponse"][];
            /** Format: int64 */
            satoshis: `${bigint}`;
            state: components["schemas"]["CoinState"];
            /**
             * Format: uuid
             * @description The trade that holds it.
             */
            tradeId?: string | null;
        };
        /** @description A page of a list; the cursor is null after the last one. */
        CoinResponsePageResponse: {
            cursor: string | null;
            items: components["schemas"]["CoinResponse"][];
        };
        /** @enum {string} */
        CoinState: "available" | "locked" | "encumbered";
        CombinePsbtsRequest: {
            /** @description 2 to 16 of the same transaction. Where several know a field, the first one's value stays. */
            psbts: string[];
        };
        /** @description A new API key. Its secret is told this once. */
        CreatedApiKeyResponse: {
            /** @description An API key without its secret. */
            apiKey: components["schemas"]["ApiKeyResponse"];
            /** @description For the header `Authorization: Bearer …`. */
            key: string;
        };
        CreatePsbtInput: {
            /** @description `txid:index`. */
            outPoint: string;
            /**
             * Format: int64
             * @description Replaceable (0xFFFFFFFD) by default.
             */
            sequence?: number | null;
        };
        /** @description Pays an address, or a script in base64; one of the two. */
        CreatePsbtOutput: {
            address?: string | null;
            /** Format: int64 */
            satoshis: `${bigint}`;
            /** Format: byte */
            script?: string | null;
        };
        CreatePsbtRequest: {
            /** @description 1 to 500. */
            inputs: components["schemas"]["CreatePsbtInput"][];
            /**
             * Format: int64
             * @description Block height or time as in a transaction; 0 by default.
             */
            lockTime?: number;
            /** @description 1 to 500. */
            outputs: components["schemas"]["CreatePsbtOutput"][];
        };
        /** @description Which message, and which of its recipients. */
        DeadLetterName: {
            /** Format: uuid */
            eventId: string;
            recipient: string;
        };
        DeadLetterPage: {
            /** @description For the next page; absent on the last one. */
            cursor?: string | null;
            /** @description Newest first. */
            items: components["schemas"]["DeadLetterResponse"][];
        };
        /** @description A message that a service could not take. */
        DeadLetterResponse: {
            /** @description What the message is about: messages of one aggregate arrive in order. */
            aggregateId: string;
            /** Format: int32 */
            attempts: number;
            /** @description The message itself, as JSON; only for a single letter. */
            body?: string | null;
            /** Format: date-time */
            deadAt: string;
            /**
             * Format: uuid
             * @description The message.
             */
            eventId: string;
            messageType: string;
            /** Format: date-time */
            occurredAt: string;
            /** @description The last fault. */
            reason: string;
            /** @description The consumer that could not take it, `*` for all. */
            recipient: string;
        };
        /** @description What a PSBT claims about an input; nothing of it is verified. */
        DecodedInputResponse: {
            address?: string | null;
            hasPreviousTransaction: boolean;
            hasSignature: boolean;
            /** Format: int32 */
            index: number;
            isFinalized: boolean;
            /** @description False when the PSBT does not say what the input spends. */
            isSpentOutputKnown: boolean;
            outPoint: string;
            /** Format: int64 */
            satoshis?: `${bigint}`;
            /** Format: byte */
            script?: string | null;
            /** Format: int64 */
            sequence: number;
            /** Format: int64 */
            signatureHashType?: number | null;
        };
        DecodedOutputResponse: {
            address?: string | null;
            /** Format: int32 */
            index: number;
            /** @description In words, if this output is the transaction's runestone: its edicts and pointer, or its flaw. */
            runestone?: string | null;
            /** Format: int64 */
            satoshis: `${bigint}`;
            /** Format: byte */
            script: string;
        };
        DecodedPsbtResponse: {
            inputs: components["schemas"]["DecodedInputResponse"][];
            /** Format: int64 */
            lockTime: number;
            outputs: components["schemas"]["DecodedOutputResponse"][];
            transactionId: string;
            /** Format: int64 */
            version: number;
        };
        /** @description All that is offered at one price. */
        DepthLevelBody: {
            /**
             * Format: uint128
             * @description In the base asset's smallest unit.
             */
            amount: `${bigint}`;
            /** Format: int32 */
            orders: number;
            /** @description So many smallest units of the quote asset for so many of the base asset. */
            price: components["schemas"]["PriceBody"];
        };
        /** @description A book's levels, best price first. */
        DepthResponse: {
            asks: components["schemas"]["DepthLevelBody"][];
            base: string;
            bids: components["schemas"]["DepthLevelBody"][];
            quote: string;
        };
        DhtConfigurationResponse: {
            clientMode: boolean;
            enabled: boolean;
            /** Format: int32 */
            kBucketSize: number;
            /**
             * Format: int32
             * @description How long a record lives.
             */
            recordTtlHours: number;
        };
        DialRequest: {
            /** @description Multiaddress that ends in the peer's id, for example `/ip4/192.0.2.1/tcp/9000/p2p/12D3Koo…`. */
            address: string;
            /** @description Other addresses of the same peer, at most 24: the first that works is taken. */
            furtherAddresses?: string[] | null;
        };
        /** @description The terms with every default filled in. */
        DraftTerms: {
            agent: string;
            backing: string[];
            base: string;
            /** Format: uint128 */
            baseAmount: `${bigint}`;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            maker: string;
            /**
             * Format: int64
             * @description Satoshis per 1,000 virtual bytes.
             */
            maximumFeeRate: `${bigint}`;
            /**
             * Format: int64
             * @description Satoshis per 1,000 virtual bytes.
             */
            minimumFeeRate: `${bigint}`;
            /** Format: uint128 */
            minimumFill: `${bigint}`;
            /** @description So many smallest units of the quote asset for so many of the base asset. */
            price: components["schemas"]["PriceBody"];
            quote: string;
            /** @description What the maker does with the base asset. */
            side: components["schemas"]["OrderSide"];
        };
        FeeBumpRequest: {
            /**
             * Format: int64
             * @description Satoshis per 1,000 virtual bytes, higher than before.
             */
            feeRate: `${bigint}`;
        };
        FeeRateResponse: {
            /**
             * Format: int32
             * @description Confirmed within so many blocks.
             */
            blocks: number;
            /**
             * Format: int64
             * @description In satoshis per 1,000 virtual bytes.
             */
            feeRate: `${bigint}`;
            /** @description False where the node has too little to go by; then it is what the mempool takes at least. */
            isEstimate: boolean;
        };
        FeesResponse: {
            /**
             * Format: int64
             * @description What the mempool takes at least now, in satoshis per 1,000 virtual bytes.
             */
            minimumFeeRate: `${bigint}`;
            targets: components["schemas"]["FeeRateResponse"][];
        };
        FinalizedPsbtResponse: {
            /** Format: byte */
            psbt: string;
            /** Format: byte */
            transaction: string;
            transactionId: string;
            /** Format: int32 */
            virtualSize: number;
        };
        HolderResponse: {
            address: string;
            /**
             * Format: uint128
             * @description On confirmed unspent coins, in the asset's smallest unit.
             */
            amount: `${bigint}`;
            asset: string;
        };
        HttpValidationProblemDetails: {
            detail?: string | null;
            errors?: {
                [key: string]: string[];
            };
            instance?: string | null;
            /** Format: int32 */
            status?: number | null;
            title?: string | null;
            type?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description An input of the PSBT that the user's wallet signs. */
        InputToSign: {
            address: string;
            /** Format: int32 */
            index: number;
            outPoint: string;
        };
        /** @description RFC 7517 §4, RFC 7518 §6.2.1. */
        Key: {
            alg?: string | null;
            crv?: string | null;
            kid?: string | null;
            kty?: string | null;
            use?: string | null;
            x?: string | null;
            y?: string | null;
        };
        /** @description A JSON Web Key Set (RFC 7517 §5) of P-256 keys, and whom the issuer's tokens are for. */
        KeySetDocument: {
            audience?: string | null;
            keys: components["schemas"]["Key"][];
        };
        MarketPage: {
            /** @description Null after the last page. */
            cursor: string | null;
            items: components["schemas"]["MarketResponse"][];
        };
        /** @description A pair at a glance; what is absent there is none of. */
        MarketResponse: {
            base: string;
            /** @description So many smallest units of the quote asset for so many of the base asset. */
            bestAsk?: components["schemas"]["PriceBody"] | null;
            /** @description So many smallest units of the quote asset for so many of the base asset. */
            bestBid?: components["schemas"]["PriceBody"] | null;
            /** @description A trade of this node that is settled. */
            lastTrade?: components["schemas"]["MarketTradeResponse"] | null;
            /** Format: int32 */
            openOrders: number;
            quote: string;
        };
        MarketTradePage: {
            /** @description Null after the last page. */
            cursor: string | null;
            items: components["schemas"]["MarketTradeResponse"][];
        };
        /** @description A trade of this node that is settled. */
        MarketTradeResponse: {
            /** Format: date-time */
            completedAt: string;
            /**
             * Format: uint128
             * @description In the base asset's smallest unit.
             */
            fill: `${bigint}`;
            orderId: string;
            /** Format: int64 */
            quoteSatoshis: `${bigint}`;
            tradeId: string;
            transactionId?: string | null;
        };
        /** @description The configuration of the peer-to-peer network that this node runs with: defaults, file, environment and options together. */
        NetworkConfigurationResponse: {
            announceAddresses: string[];
            /** @description Networks that are neither dialed nor let in. */
            blockedSubnets: string[];
            bootstrapPeers: string[];
            dht: components["schemas"]["DhtConfigurationResponse"];
            /** @description Networks that are dialed although they are not public. */
            dialedSubnets: string[];
            /** @description Networks whose peers are not counted by address, subnet and rate. */
            exemptSubnets: string[];
            isPerfServed: boolean;
            isSecureWebSocketServed: boolean;
            /** @description What peers may take of the node. */
            limits: components["schemas"]["NetworkLimitsResponse"];
            listenAddresses: string[];
            /** @description Keys that somebody set and that change nothing in this version. */
            notInEffect: string[];
            relay: components["schemas"]["RelayConfigurationResponse"];
        };
        /** @description Who this node is. */
        NetworkIdentityResponse: {
            /** @description Multiaddresses at which peers reach it. */
            addresses: string[];
            /** @description The Bitcoin network as signed messages name it, for example `regtest:0f9188f1`. */
            network: string;
            peerId: string;
            /**
             * Format: byte
             * @description In libp2p's protobuf encoding.
             */
            publicKey: string;
            version: string;
        };
        /** @description What peers may take of the node. */
        NetworkLimitsResponse: {
            /** Format: int32 */
            connections: number;
            /** Format: int32 */
            connectionsPerAddress: number;
            /** Format: int32 */
            connectionsPerSubnet: number;
            /** Format: int32 */
            handshakesPerSubnet: number;
            /**
             * Format: int32
             * @description Connections above which the least valuable are closed.
             */
            highWater: number;
            /**
             * Format: int32
             * @description Connections down to which they are closed.
             */
            lowWater: number;
            /** Format: int32 */
            mebibytesPerPeer: number;
        };
        /** @description Terms that the operator wants to trade on. */
        OrderDraftRequest: {
            /** @description Coins that hold what is sold; empty when buying. */
            backing?: string[];
            base: string;
            /** Format: uint128 */
            baseAmount: `${bigint}`;
            /**
             * Format: date-time
             * @description Default: one day from now; at most seven.
             */
            expiresAt?: string | null;
            /**
             * Format: int64
             * @description Satoshis per 1,000 virtual bytes; default 500,000.
             */
            maximumFeeRate?: `${bigint}`;
            /**
             * Format: int64
             * @description Satoshis per 1,000 virtual bytes; default 1,000.
             */
            minimumFeeRate?: `${bigint}`;
            /**
             * Format: uint128
             * @description Default: the whole amount.
             */
            minimumFill?: `${bigint}` | null;
            /** @description So many smallest units of the quote asset for so many of the base asset. */
            price: components["schemas"]["PriceBody"];
            quote: string;
            /** @description What the maker does with the base asset. */
            side: components["schemas"]["OrderSide"];
        };
        /** @description What there is to sign for an order. */
        OrderDraftResponse: {
            /** @description To be signed as BIP-322 simple by the address of every coin. */
            backingMessage: string;
            /**
             * Format: byte
             * @description Canonical bytes of the terms, for `POST /orders`.
             */
            document: string;
            network: string;
            orderId: string;
            /** @description The terms with every default filled in. */
            terms: components["schemas"]["DraftTerms"];
        };
        /** @description What an order event says. */
        OrderEventData: {
            base: string;
            /** Format: uint128 */
            baseAmount: `${bigint}`;
            /** Format: date-time */
            expiresAt: string;
            maker: string;
            /** Format: uint128 */
            minimumFill: `${bigint}`;
            /** Format: date-time */
            occurredAt: string;
            orderId: string;
            /** @description Price as a ratio of integers: DarkSwap.Contracts.Assets.Price.Quote smallest units of the quote asset for DarkSwap.Contracts.Assets.Price.Base smallest units of the base asset. Both are at least 1. */
            price: components["schemas"]["Price"];
            quote: string;
            /** Format: uint128 */
            remaining: `${bigint}`;
            /** @description What the maker does with the base asset. */
            side: components["schemas"]["OrderSide"];
            status: components["schemas"]["OrderStatus"];
        };
        OrderPage: {
            /** @description Null after the last page. */
            cursor: string | null;
            items: components["schemas"]["OrderResponse"][];
        };
        /** @description A drafted document with the wallet's proofs. */
        OrderPayloadRequest: {
            /**
             * Format: byte
             * @description From the draft.
             */
            document: string;
            /** @description BIP-322 proofs over the draft's backing message, in the order of its backing; empty for a purchase. */
            proofs?: string[];
        };
        /** @description An order as the API shows it. */
        OrderResponse: {
            agent: string;
            backing: string[];
            base: string;
            /** Format: uint128 */
            baseAmount: `${bigint}`;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            isOwn: boolean;
            maker: string;
            /**
             * Format: int64
             * @description Satoshis per 1,000 virtual bytes.
             */
            maximumFeeRate: `${bigint}`;
            /**
             * Format: int64
             * @description Satoshis per 1,000 virtual bytes.
             */
            minimumFeeRate: `${bigint}`;
            /** Format: uint128 */
            minimumFill: `${bigint}`;
            network: string;
            orderId: string;
            /** @description So many smallest units of the quote asset for so many of the base asset. */
            price: components["schemas"]["PriceBody"];
            quote: string;
            /** Format: uint128 */
            remaining: `${bigint}`;
            /** @description What the maker does with the base asset. */
            side: components["schemas"]["OrderSide"];
            status: components["schemas"]["OrderStatus"];
            /** Format: int64 */
            updateSequence: number;
        };
        /**
         * @description What the maker does with the base asset.
         * @enum {string}
         */
        OrderSide: "sell" | "buy";
        /** @enum {string} */
        OrderStatus: "pending" | "open" | "suspended" | "filled" | "cancelled" | "expired" | "unbacked";
        /** @description What a peer event says. */
        PeerEventData: {
            address?: string | null;
            isInbound?: boolean | null;
            /** Format: date-time */
            occurredAt: string;
            peerId: string;
        };
        PeerListResponse: {
            /** @description Pass it to get the next page; null after the last. */
            cursor?: string | null;
            items: components["schemas"]["PeerResponse"][];
        };
        /**
         * @description The signed bodies of the DarkSwap peer protocol that a trade is made of.
         * @enum {string}
         */
        PeerMessageKind: "tradePropose" | "tradeAccept" | "tradeReject" | "tradeCancel" | "tradeSignature" | "psbtCreate" | "psbtUpdate" | "psbtSign" | "psbtFinalize" | "psbtBroadcast";
        /** @description A connected peer. */
        PeerResponse: {
            address: string;
            agentVersion?: string | null;
            /** @description Where it said that it can be reached. */
            announcedAddresses: string[];
            /** Format: int64 */
            bytesReceived: number;
            /** Format: int64 */
            bytesSent: number;
            /** Format: date-time */
            connectedAt: string;
            /** @description `inbound` or `outbound`. */
            direction: string;
            peerId: string;
            /** @description What it said it speaks; empty until identify has run. */
            protocols: string[];
            /**
             * Format: int64
             * @description Last round trip that was measured, or null.
             */
            roundTripMicroseconds?: number | null;
            /**
             * Format: int32
             * @description Open streams, both directions.
             */
            streams: number;
        };
        /** @description A round trip to a peer, and those since it connected: the last 64 at most. */
        PingResponse: {
            /**
             * Format: int64
             * @description Mean difference of neighbouring round trips.
             */
            deviationMicroseconds: number;
            /**
             * Format: int64
             * @description Those of them that did not come back.
             */
            lost: number;
            /** Format: int64 */
            maximumMicroseconds: number;
            /** Format: int64 */
            meanMicroseconds: number;
            /** Format: int64 */
            medianMicroseconds: number;
            /** Format: int64 */
            minimumMicroseconds: number;
            /** Format: int64 */
            roundTripMicroseconds: number;
            /**
             * Format: int64
             * @description Pings that were begun since the peer connected.
             */
            sent: number;
        };
        /** @description An order for the node to sign. */
        PlaceOrderRequest: {
            /**
             * Format: byte
             * @description From the draft.
             */
            document: string;
            /** @description Private settlement data; it never leaves the node except where a trade message names it. */
            settlement: components["schemas"]["SettlementBody"];
        };
        /** @description Price as a ratio of integers: DarkSwap.Contracts.Assets.Price.Quote smallest units of the quote asset for DarkSwap.Contracts.Assets.Price.Base smallest units of the base asset. Both are at least 1. */
        Price: {
            /** Format: uint128 */
            base: `${bigint}`;
            /** Format: uint128 */
            quote: `${bigint}`;
        };
        /** @description So many smallest units of the quote asset for so many of the base asset. */
        PriceBody: {
            /** Format: uint128 */
            base: `${bigint}`;
            /** Format: uint128 */
            quote: `${bigint}`;
        };
        ProblemDetails: {
            detail?: string | null;
            instance?: string | null;
            /** Format: int32 */
            status?: number | null;
            title?: string | null;
            type?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @enum {string} */
        PsbtPurpose: "trade" | "reclaim";
        PsbtRequest: {
            /**
             * Format: byte
             * @description Base64, at most 400 KiB of bytes.
             */
            psbt: string;
        };
        PsbtResponse: {
            /** Format: byte */
            psbt: string;
            /** @description Of the unsigned transaction; segwit signatures do not change it. */
            transactionId: string;
        };
        /**
         * @description Who has to act next on a PSBT (BIP-174).
         * @enum {string}
         */
        PsbtRole: "updater" | "signer" | "finalizer" | "extractor";
        /** @description What one order is to fill. */
        QuotedFill: {
            /**
             * Format: uint128
             * @description In the base asset's smallest unit.
             */
            fill: `${bigint}`;
            orderId: string;
            /** Format: int64 */
            quoteSatoshis: `${bigint}`;
        };
        /** @description What somebody would like to trade. */
        QuoteRequest: {
            base: string;
            /** Format: uint128 */
            baseAmount: `${bigint}`;
            quote: string;
            /** @description What the asker does with the base asset. */
            side: components["schemas"]["OrderSide"];
        };
        /** @description Which orders fill the amount best. */
        QuoteResponse: {
            /**
             * Format: uint128
             * @description In the base asset's smallest unit.
             */
            filled: `${bigint}`;
            fills: components["schemas"]["QuotedFill"][];
            /**
             * Format: uint128
             * @description What no order fills.
             */
            missing: `${bigint}`;
            /** Format: int64 */
            quoteSatoshis: `${bigint}`;
        };
        ReasonRequest: {
            /** @description At most 64 characters; the other side sees it. */
            reason?: string | null;
        };
        RefreshRequest: {
            refreshToken: string;
        };
        RelayConfigurationResponse: {
            active: boolean;
            autoRelay: boolean;
            discovery: boolean;
            enabled: boolean;
            hop: boolean;
        };
        /** @description What became of one letter. */
        ReplayedLetterResponse: {
            /** Format: uuid */
            eventId: string;
            /** @description What became of a dead letter that was to be delivered again. */
            outcome: components["schemas"]["ReplayOutcome"];
            /** @description Why it failed; it is still a dead letter then. */
            reason?: string | null;
            recipient: string;
        };
        /**
         * @description What became of a dead letter that was to be delivered again.
         * @enum {string}
         */
        ReplayOutcome: "replayed" | "failed" | "notFound";
        ReplayRequest: {
            /** @description 1 to 100 letters; they are delivered in the order in which they happened. */
            letters: components["schemas"]["DeadLetterName"][];
        };
        ReplayResponse: {
            /** @description One for each letter of the request, in its order. */
            results: components["schemas"]["ReplayedLetterResponse"][];
        };
        /** @description What all connections hold, and what was refused since the start. */
        ResourceResponse: {
            /**
             * Format: int64
             * @description Memory that peers have filled and nobody has read yet.
             */
            bytes: number;
            /** Format: int32 */
            connections: number;
            /** Format: int32 */
            fileHandles: number;
            /** Format: int32 */
            handshakes: number;
            /** @description How often each limit refused something. */
            refusals: {
                [key: string]: number;
            };
            /** Format: int32 */
            streams: number;
        };
        RuneAmountResponse: {
            /**
             * Format: uint128
             * @description In the asset's smallest unit.
             */
            amount: `${bigint}`;
            asset: string;
        };
        /**
         * @description How proposals to an own order are answered.
         * @enum {string}
         */
        SettlementAcceptance: "automatic" | "manual";
        /** @description Private settlement data; it never leaves the node except where a trade message names it. */
        SettlementBody: {
            /** @description How proposals to an own order are answered. */
            acceptance?: components["schemas"]["SettlementAcceptance"];
            changeAddress: string;
            /**
             * Format: byte
             * @description BIP-322 proof by the change address over the draft's backing message, so that the change can back what remains after a partial fill.
             */
            changeProof?: string | null;
            coins: components["schemas"]["CoinBody"][];
            receiveAddress: string;
        };
        SettlementRequest: {
            changeAddress: string;
            coins: components["schemas"]["CoinRequest"][];
            receiveAddress: string;
        };
        SignaturesRequest: {
            /** Format: byte */
            psbt: string;
            purpose?: components["schemas"]["PsbtPurpose"];
        };
        /** @description Something that its maker's key has signed: a new order, a change or a cancellation. */
        SignedOrderRequest: {
            /** @description For a change of an order that buys: the coins that settle it from now on, in place of those before. They are private, so the envelope does not name them. */
            coins?: components["schemas"]["CoinBody"][] | null;
            /**
             * Format: byte
             * @description libp2p signed envelope: fields 1 (public key), 2 (payload type), 3 (payload) and 5 (signature), each of bytes.
             */
            envelope: string;
            /** @description For a new order. A seller may leave the coins empty: they are in the envelope. */
            settlement?: components["schemas"]["SettlementBody"] | null;
        };
        /** @description What a user's key signs, to become an envelope for `POST /orders/signed`. */
        SigningDraftResponse: {
            /** @description What the payload says, for a change. */
            change?: components["schemas"]["ChangeTerms"] | null;
            /** @description `darkswap-order-v1:` and the network. */
            domain: string;
            orderId: string;
            /** Format: byte */
            payload: string;
            payloadType: string;
            /**
             * Format: byte
             * @description The bytes to sign with Ed25519: domain, payload type and payload, each after its length as a varint.
             */
            signingInput: string;
        };
        SimulatedAssetChangeResponse: {
            /**
             * Format: int128
             * @description Decimal digits, with a minus sign if it is given away.
             */
            amount: `${bigint}`;
            asset: string;
        };
        /** @description What an address has more afterwards; negative if less. */
        SimulatedChangeResponse: {
            address: string;
            assetChanges: components["schemas"]["SimulatedAssetChangeResponse"][];
            /** Format: int64 */
            satoshiChange: `${bigint}`;
        };
        SimulatedCoinResponse: {
            /** @description Null where the script has none. */
            address?: string | null;
            /** Format: int32 */
            index: number;
            runes: components["schemas"]["RuneAmountResponse"][];
            /** Format: int64 */
            satoshis: `${bigint}`;
        };
        /** @description Where a PSBT's bitcoin and runes would end up. */
        SimulatedPsbtResponse: {
            addresses: components["schemas"]["SimulatedChangeResponse"][];
            /** Format: int64 */
            feeSatoshis: `${bigint}`;
            inputs: components["schemas"]["SimulatedCoinResponse"][];
            /** @description Whether its runestone is flawed, so that all runes burn. */
            isCenotaph: boolean;
            outputs: components["schemas"]["SimulatedCoinResponse"][];
        };
        StartTradeRequest: {
            /**
             * Format: int32
             * @description How long the maker has to accept, 5 to 3,600; longer for orders that are accepted by hand.
             */
            acceptWithinSeconds?: number | null;
            /**
             * Format: int32
             * @description Confirmations that complete the trade, 1 to 6.
             */
            confirmations?: number;
            /**
             * Format: int64
             * @description Satoshis per 1,000 virtual bytes; the taker pays the whole fee.
             */
            feeRate: `${bigint}`;
            /** Format: uint128 */
            fill: `${bigint}`;
            /**
             * Format: int32
             * @description Confirmations wanted for the maker's coins, 1 to 6.
             */
            makerCoinConfirmations?: number;
            orderId: string;
            settlement: components["schemas"]["SettlementRequest"];
            /**
             * Format: uuid
             * @description Chosen by the taker, so that repeating the request is harmless.
             */
            tradeId: string;
        };
        /** @description The answer to a challenge. */
        TokenRequest: {
            /** Format: uuid */
            challengeId: string;
            /**
             * Format: byte
             * @description In libp2p's protobuf encoding: 08 01 12 20 and the 32 bytes of the Ed25519 key.
             */
            publicKey: string;
            /**
             * Format: byte
             * @description Ed25519 signature of the challenge's signing input, 64 bytes.
             */
            signature: string;
        };
        /** @description Tokens of a user. */
        TokenResponse: {
            /** @description For the header `Authorization: Bearer …`. */
            accessToken: string;
            /**
             * Format: int32
             * @description Seconds that the access token lives.
             */
            expiresIn: number;
            /** @description For one refresh, which gives the next one. */
            refreshToken: string;
            /** Format: date-time */
            refreshTokenExpiresAt: string;
            /** @description Separated by spaces. */
            scope: string;
            /** @description The proved peer id. */
            subject: string;
            /** @description Always `Bearer`. */
            tokenType: string;
        };
        /** @description A connection of this node. */
        TopologyLink: {
            /** @description Where the peer says that it can be reached. */
            announcedAddresses: string[];
            /** @description `inbound` or `outbound`. */
            direction: string;
            /** @description Whether the node redials the peer by itself. */
            isKept: boolean;
            peerId: string;
            /** Format: int64 */
            roundTripMicroseconds?: number | null;
            scope: string;
            /** Format: int32 */
            streams: number;
            transport: string;
        };
        /** @description The network as this node sees it: itself, the peers that it is connected to, and how. */
        TopologyResponse: {
            /** @description Peers by the program that they say they run, the 20 most frequent. */
            agents: {
                [key: string]: number;
            };
            /** Format: int32 */
            inbound: number;
            links: components["schemas"]["TopologyLink"][];
            /** Format: int32 */
            outbound: number;
            peerId: string;
            /**
             * Format: int32
             * @description How many peers there are, also where Links are fewer.
             */
            peers: number;
            /** @description What all connections hold, and what was refused since the start. */
            resources: components["schemas"]["ResourceResponse"];
            /** @description Connections by where they lead: `public`, `private`, `loopback` … */
            scopes: {
                [key: string]: number;
            };
            /** @description Connections by transport, for example `tcp`, `ws`, `circuit`. */
            transports: {
                [key: string]: number;
            };
        };
        /** @description What a trade event says. */
        TradeEventData: {
            base: string;
            /** Format: int32 */
            confirmations: number;
            /** Format: uint128 */
            fill: `${bigint}`;
            /** Format: date-time */
            occurredAt: string;
            orderId: string;
            quote: string;
            /** Format: int64 */
            quoteSatoshis: `${bigint}`;
            reason?: string | null;
            /** @description The two sides of settlement: A gives the asset, B gives bitcoin. */
            role: components["schemas"]["TradeRole"];
            side: components["schemas"]["TradeSide"];
            /** @description States of a trade (docs/protocols/settlement.md). */
            state: components["schemas"]["TradeState"];
            /** Format: uuid */
            tradeId: string;
            transactionId?: string | null;
            /** Format: int64 */
            version: number;
        };
        /** @enum {string} */
        TradeNeed: "acceptance" | "signature";
        TradePage: {
            /** @description For the next page; absent after the last. */
            cursor?: string | null;
            items: components["schemas"]["TradeResponse"][];
        };
        TradePsbtResponse: {
            assetChanges?: components["schemas"]["AssetChangeResponse"][] | null;
            /** Format: date-time */
            deadline?: string | null;
            /** Format: int64 */
            feeSatoshis: `${bigint}`;
            inputsToSign: components["schemas"]["InputToSign"][];
            /** Format: byte */
            psbt: string;
            purpose: components["schemas"]["PsbtPurpose"];
            /**
             * Format: int64
             * @description Net change of the own satoshis, by simulation. Absent for a reclaim, which changes the fee alone.
             */
            satoshiChange?: `${bigint}` | null;
            transactionId: string;
        };
        TradeResponse: {
            base?: string | null;
            /** Format: int32 */
            confirmations: number;
            /** Format: int32 */
            confirmationsWanted: number;
            /** @description Peer id of the other side. */
            counterparty: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the present step times out.
             */
            deadline?: string | null;
            /**
             * Format: int64
             * @description Satoshis per 1,000 virtual bytes.
             */
            feeRate: `${bigint}`;
            /** Format: uint128 */
            fill: `${bigint}`;
            /** @description What the front end asks its user for. */
            needs?: components["schemas"]["TradeNeed"] | null;
            orderId: string;
            /** @description Peer id of the user whose order it fills; absent when the trade is the node's own. */
            owner?: string | null;
            quote?: string | null;
            /** Format: int64 */
            quoteSatoshis: `${bigint}`;
            reason?: string | null;
            /** @description Absent until the maker's node has looked the order up; so are the assets. */
            role?: components["schemas"]["TradeRole"] | null;
            /** Format: int32 */
            round: number;
            side: components["schemas"]["TradeSide"];
            /** @description States of a trade (docs/protocols/settlement.md). */
            state: components["schemas"]["TradeState"];
            /** Format: uuid */
            tradeId: string;
            transactionId?: string | null;
            /** Format: date-time */
            updatedAt: string;
            version: string;
        };
        /**
         * @description The two sides of settlement: A gives the asset, B gives bitcoin.
         * @enum {string}
         */
        TradeRole: "givesAsset" | "givesBitcoin";
        /** @enum {string} */
        TradeSide: "maker" | "taker";
        /**
         * @description States of a trade (docs/protocols/settlement.md).
         * @enum {string}
         */
        TradeState: "preparing" | "proposed" | "psbtReady" | "takerSigned" | "broadcast" | "confirming" | "completed" | "rejected" | "cancelled" | "expired" | "failed" | "encumbered" | "conflicting" | "conflicted";
        TranscriptItem: {
            /**
             * Format: byte
             * @description The signed envelope.
             */
            envelope: string;
            /** @description Hash of the transcript after the message, in hex. */
            hash: string;
            isOwn: boolean;
            /** @description The signed bodies of the DarkSwap peer protocol that a trade is made of. */
            kind: components["schemas"]["PeerMessageKind"];
            /** Format: int32 */
            position: number;
            /** Format: date-time */
            recordedAt: string;
            /** Format: int32 */
            sequence: number;
        };
        TranscriptResponse: {
            items: components["schemas"]["TranscriptItem"][];
        };
        VerifiedPsbtResponse: {
            /** Format: int32 */
            inputIndex?: number | null;
            isValid: boolean;
            /** Format: int32 */
            outputIndex?: number | null;
            /** @description The first thing wrong; null when all is right. */
            reason?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AddressRequest = components['schemas']['AddressRequest'];
export type AddressResponse = components['schemas']['AddressResponse'];
export type AddressState = components['schemas']['AddressState'];
export type AnalysedInputResponse = components['schemas']['AnalysedInputResponse'];
export type AnalysedPsbtResponse = components['schemas']['AnalysedPsbtResponse'];
export type ApiKeyListResponse = components['schemas']['ApiKeyListResponse'];
export type ApiKeyRequest = components['schemas']['ApiKeyRequest'];
export type ApiKeyResponse = components['schemas']['ApiKeyResponse'];
export type AssetChangeResponse = components['schemas']['AssetChangeResponse'];
export type AssetResponse = components['schemas']['AssetResponse'];
export type AssetResponsePageResponse = components['schemas']['AssetResponsePageResponse'];
export type BroadcastRequest = components['schemas']['BroadcastRequest'];
export type BroadcastResponse = components['schemas']['BroadcastResponse'];
export type ChallengeRequest = components['schemas']['ChallengeRequest'];
export type ChallengeResponse = components['schemas']['ChallengeResponse'];
export type ChangeOrderRequest = components['schemas']['ChangeOrderRequest'];
export type ChangeTerms = components['schemas']['ChangeTerms'];
export type CoinBody = components['schemas']['CoinBody'];
export type CoinRequest = components['schemas']['CoinRequest'];
export type CoinResponse = components['schemas']['CoinResponse'];
export type CoinResponsePageResponse = components['schemas']['CoinResponsePageResponse'];
export type CoinState = components['schemas']['CoinState'];
export type CombinePsbtsRequest = components['schemas']['CombinePsbtsRequest'];
export type CreatedApiKeyResponse = components['schemas']['CreatedApiKeyResponse'];
export type CreatePsbtInput = components['schemas']['CreatePsbtInput'];
export type CreatePsbtOutput = components['schemas']['CreatePsbtOutput'];
export type CreatePsbtRequest = components['schemas']['CreatePsbtRequest'];
export type DeadLetterName = components['schemas']['DeadLetterName'];
export type DeadLetterPage = components['schemas']['DeadLetterPage'];
export type DeadLetterResponse = components['schemas']['DeadLetterResponse'];
export type DecodedInputResponse = components['schemas']['DecodedInputResponse'];
export type DecodedOutputResponse = components['schemas']['DecodedOutputResponse'];
export type DecodedPsbtResponse = components['schemas']['DecodedPsbtResponse'];
export type DepthLevelBody = components['schemas']['DepthLevelBody'];
export type DepthResponse = components['schemas']['DepthResponse'];
export type DhtConfigurationResponse = components['schemas']['DhtConfigurationResponse'];
export type DialRequest = components['schemas']['DialRequest'];
export type DraftTerms = components['schemas']['DraftTerms'];
export type FeeBumpRequest = components['schemas']['FeeBumpRequest'];
export type FeeRateResponse = components['schemas']['FeeRateResponse'];
export type FeesResponse = components['schemas']['FeesResponse'];
export type FinalizedPsbtResponse = components['schemas']['FinalizedPsbtResponse'];
export type HolderResponse = components['schemas']['HolderResponse'];
export type HttpValidationProblemDetails = components['schemas']['HttpValidationProblemDetails'];
export type InputToSign = components['schemas']['InputToSign'];
export type Key = components['schemas']['Key'];
export type KeySetDocument = components['schemas']['KeySetDocument'];
export type MarketPage = components['schemas']['MarketPage'];
export type MarketResponse = components['schemas']['MarketResponse'];
export type MarketTradePage = components['schemas']['MarketTradePage'];
export type MarketTradeResponse = components['schemas']['MarketTradeResponse'];
export type NetworkConfigurationResponse = components['schemas']['NetworkConfigurationResponse'];
export type NetworkIdentityResponse = components['schemas']['NetworkIdentityResponse'];
export type NetworkLimitsResponse = components['schemas']['NetworkLimitsResponse'];
export type OrderDraftRequest = components['schemas']['OrderDraftRequest'];
export type OrderDraftResponse = components['schemas']['OrderDraftResponse'];
export type OrderEventData = components['schemas']['OrderEventData'];
export type OrderPage = components['schemas']['OrderPage'];
export type OrderPayloadRequest = components['schemas']['OrderPayloadRequest'];
export type OrderResponse = components['schemas']['OrderResponse'];
export type OrderSide = components['schemas']['OrderSide'];
export type OrderStatus = components['schemas']['OrderStatus'];
export type PeerEventData = components['schemas']['PeerEventData'];
export type PeerListResponse = components['schemas']['PeerListResponse'];
export type PeerMessageKind = components['schemas']['PeerMessageKind'];
export type PeerResponse = components['schemas']['PeerResponse'];
export type PingResponse = components['schemas']['PingResponse'];
export type PlaceOrderRequest = components['schemas']['PlaceOrderRequest'];
export type Price = components['schemas']['Price'];
export type PriceBody = components['schemas']['PriceBody'];
export type ProblemDetails = components['schemas']['ProblemDetails'];
export type PsbtPurpose = components['schemas']['PsbtPurpose'];
export type PsbtRequest = components['schemas']['PsbtRequest'];
export type PsbtResponse = components['schemas']['PsbtResponse'];
export type PsbtRole = components['schemas']['PsbtRole'];
export type QuotedFill = components['schemas']['QuotedFill'];
export type QuoteRequest = components['schemas']['QuoteRequest'];
export type QuoteResponse = components['schemas']['QuoteResponse'];
export type ReasonRequest = components['schemas']['ReasonRequest'];
export type RefreshRequest = components['schemas']['RefreshRequest'];
export type RelayConfigurationResponse = components['schemas']['RelayConfigurationResponse'];
export type ReplayedLetterResponse = components['schemas']['ReplayedLetterResponse'];
export type ReplayOutcome = components['schemas']['ReplayOutcome'];
export type ReplayRequest = components['schemas']['ReplayRequest'];
export type ReplayResponse = components['schemas']['ReplayResponse'];
export type ResourceResponse = components['schemas']['ResourceResponse'];
export type RuneAmountResponse = components['schemas']['RuneAmountResponse'];
export type SettlementAcceptance = components['schemas']['SettlementAcceptance'];
export type SettlementBody = components['schemas']['SettlementBody'];
export type SettlementRequest = components['schemas']['SettlementRequest'];
export type SignaturesRequest = components['schemas']['SignaturesRequest'];
export type SignedOrderRequest = components['schemas']['SignedOrderRequest'];
export type SigningDraftResponse = components['schemas']['SigningDraftResponse'];
export type SimulatedAssetChangeResponse = components['schemas']['SimulatedAssetChangeResponse'];
export type SimulatedChangeResponse = components['schemas']['SimulatedChangeResponse'];
export type SimulatedCoinResponse = components['schemas']['SimulatedCoinResponse'];
export type SimulatedPsbtResponse = components['schemas']['SimulatedPsbtResponse'];
export type StartTradeRequest = components['schemas']['StartTradeRequest'];
export type TokenRequest = components['schemas']['TokenRequest'];
export type TokenResponse = components['schemas']['TokenResponse'];
export type TopologyLink = components['schemas']['TopologyLink'];
export type TopologyResponse = components['schemas']['TopologyResponse'];
export type TradeEventData = components['schemas']['TradeEventData'];
export type TradeNeed = components['schemas']['TradeNeed'];
export type TradePage = components['schemas']['TradePage'];
export type TradePsbtResponse = components['schemas']['TradePsbtResponse'];
export type TradeResponse = components['schemas']['TradeResponse'];
export type TradeRole = components['schemas']['TradeRole'];
export type TradeSide = components['schemas']['TradeSide'];
export type TradeState = components['schemas']['TradeState'];
export type TranscriptItem = components['schemas']['TranscriptItem'];
export type TranscriptResponse = components['schemas']['TranscriptResponse'];
export type VerifiedPsbtResponse = components['schemas']['VerifiedPsbtResponse'];
export type $defs = Record<string, never>;
export interface operations {
    GetTokenKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kty": "EC",
                     *           "crv": "P-256",
                     *           "alg": "ES256",
                     *           "use": "sig",
                     *           "kid": "2026-11-22",
                     *           "x": "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
                     *           "y": "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps"
                     *         }
                     *       ],
                     *       "audience": "darkswap:12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV"
                     *     }
                     */
                    "application/json": components["schemas"]["KeySetDocument"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListAssets: {
        parameters: {
            query?: {
                /** @example bmV4dA */
                cursor?: string;
                /** @example 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "asset": "RUNE:840000:3",
                     *           "name": "DARKSWAPEXAMPLE",
                     *           "spacedName": "DARKSWAP•EXAMPLE",
                     *           "number": 3,
                     *           "divisibility": 2,
                     *           "symbol": "¤",
                     *           "premine": "100000000",
                     *           "minted": "0",
                     *           "burned": "0",
                     *           "supply": "100000000",
                     *           "etchingTransactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *           "etchedAt": "2024-04-20T00:09:27Z"
                     *         }
                     *       ],
                     *       "cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["AssetResponsePageResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example RUNE:840000:3 */
                asset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "asset": "RUNE:840000:3",
                     *       "name": "DARKSWAPEXAMPLE",
                     *       "spacedName": "DARKSWAP•EXAMPLE",
                     *       "number": 3,
                     *       "divisibility": 2,
                     *       "symbol": "¤",
                     *       "premine": "100000000",
                     *       "minted": "0",
                     *       "burned": "0",
                     *       "supply": "100000000",
                     *       "etchingTransactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "etchedAt": "2024-04-20T00:09:27Z"
                     *     }
                     */
                    "application/json": components["schemas"]["AssetResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetAssetHolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080 */
                address: string;
                /** @example RUNE:840000:3 */
                asset: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "asset": "RUNE:840000:3",
                     *       "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *       "amount": "100000"
                     *     }
                     */
                    "application/json": components["schemas"]["HolderResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "keyId": "7f3c2a9b",
                     *           "name": "pricing bot",
                     *           "scopes": [
                     *             "orders:write",
                     *             "trades:read"
                     *           ],
                     *           "createdAt": "2026-11-22T12:00:00Z",
                     *           "expiresAt": "2026-11-23T12:00:00Z",
                     *           "lastUsedAt": "2026-11-22T12:20:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyListResponse"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CreateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "pricing bot",
                 *       "scopes": [
                 *         "orders:write",
                 *         "trades:read"
                 *       ],
                 *       "expiresAt": "2026-11-23T12:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "dsk_7f3c_3rXo0v1Qm8sT5nYk",
                     *       "apiKey": {
                     *         "keyId": "7f3c2a9b",
                     *         "name": "pricing bot",
                     *         "scopes": [
                     *           "orders:write",
                     *           "trades:read"
                     *         ],
                     *         "createdAt": "2026-11-22T12:00:00Z",
                     *         "expiresAt": "2026-11-23T12:00:00Z",
                     *         "lastUsedAt": "2026-11-22T12:20:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CreatedApiKeyResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    RevokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 7f3c2a9b */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CreateChallenge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "peerId": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV"
                 *     }
                 */
                "application/json": components["schemas"]["ChallengeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "challengeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "domain": "darkswap-authentication-v1:darkswap:12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "payloadType": "/darkswap/challenge",
                     *       "nonce": "9+2qJo0m3o2c4Zc2a8Q0m5s1kq2w7b8x3y4z5A6B7C8=",
                     *       "signingInput": "GmRhcmtzd2FwLWF1dGhlbnRpY2F0aW9uLXYx",
                     *       "expiresAt": "2026-11-23T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ChallengeResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CreateTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "challengeId": "019ab2c4-7d00-7000-8000-000000000001",
                 *       "publicKey": "CAESINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                 *       "signature": "5hBnVqN0o1t8ZyqJb0m8c2N4gU5l3a1uYx3v0wqkU8n1r7s6p5o4n3m2l1k0j9i8h7g6f5e4d3c2b1a0Zz9YxA=="
                 *     }
                 */
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMkQzS29vVyJ9.c2lnbmF0dXJl",
                     *       "tokenType": "Bearer",
                     *       "expiresIn": 600,
                     *       "refreshToken": "rt_5mJ1c0pW2n8Q",
                     *       "refreshTokenExpiresAt": "2026-11-22T12:00:00Z",
                     *       "subject": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "scope": "orders:write trades:read trades:write psbts:write events:read"
                     *     }
                     */
                    "application/json": components["schemas"]["TokenResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    RefreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "rt_5mJ1c0pW2n8Q"
                 *     }
                 */
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMkQzS29vVyJ9.c2lnbmF0dXJl",
                     *       "tokenType": "Bearer",
                     *       "expiresIn": 600,
                     *       "refreshToken": "rt_5mJ1c0pW2n8Q",
                     *       "refreshTokenExpiresAt": "2026-11-22T12:00:00Z",
                     *       "subject": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "scope": "orders:write trades:read trades:write psbts:write events:read"
                     *     }
                     */
                    "application/json": components["schemas"]["TokenResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    RevokeTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "rt_5mJ1c0pW2n8Q"
                 *     }
                 */
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListCoins: {
        parameters: {
            query?: {
                /** @example bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080 */
                address?: string;
                /** @example bmV4dA */
                cursor?: string;
                /** @example 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                     *           "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *           "satoshis": "10000",
                     *           "runes": [
                     *             {
                     *               "asset": "RUNE:840000:3",
                     *               "amount": "100000"
                     *             }
                     *           ],
                     *           "confirmations": 1,
                     *           "state": "available",
                     *           "tradeId": "019ab2c4-7d00-7000-8000-000000000001"
                     *         }
                     *       ],
                     *       "cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["CoinResponsePageResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    FollowAddress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
                 *     }
                 */
                "application/json": components["schemas"]["AddressRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *       "state": "followed",
                     *       "progress": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AddressResponse"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *       "state": "followed",
                     *       "progress": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AddressResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetFollowedAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080 */
                address: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *       "state": "followed",
                     *       "progress": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AddressResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListDeadLetters: {
        parameters: {
            query?: {
                /** @example bmV4dA */
                cursor?: string;
                /** @example 100 */
                limit?: number;
            };
            header?: never;
            path: {
                /** @example trade */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "eventId": "019ab2c4-7d00-7000-8000-000000000001",
                     *           "recipient": "DarkSwap.Trade.Consumers.CoinsLockedConsumer",
                     *           "messageType": "DarkSwap.Contracts.Psbts.CoinsLocked, DarkSwap.Contracts",
                     *           "aggregateId": "019ab2c47d0070008000000000000001",
                     *           "occurredAt": "2026-11-22T12:20:00Z",
                     *           "deadAt": "2026-11-22T12:00:00Z",
                     *           "attempts": 1,
                     *           "reason": "System.InvalidOperationException: The network is not known yet.",
                     *           "body": "{\"eventId\":\"019ab2c4-7d00-7000-8000-000000000002\",\"tradeId\":\"019ab2c4-7d00-7000-8000-000000000001\"}"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                eventId: string;
                /** @example DarkSwap.Trade.Consumers.CoinsLockedConsumer */
                recipient: string;
                /** @example trade */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "eventId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "recipient": "DarkSwap.Trade.Consumers.CoinsLockedConsumer",
                     *       "messageType": "DarkSwap.Contracts.Psbts.CoinsLocked, DarkSwap.Contracts",
                     *       "aggregateId": "019ab2c47d0070008000000000000001",
                     *       "occurredAt": "2026-11-22T12:20:00Z",
                     *       "deadAt": "2026-11-22T12:00:00Z",
                     *       "attempts": 1,
                     *       "reason": "System.InvalidOperationException: The network is not known yet.",
                     *       "body": "{\"eventId\":\"019ab2c4-7d00-7000-8000-000000000002\",\"tradeId\":\"019ab2c4-7d00-7000-8000-000000000001\"}"
                     *     }
                     */
                    "application/json": components["schemas"]["DeadLetterResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DropDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                eventId: string;
                /** @example DarkSwap.Trade.Consumers.CoinsLockedConsumer */
                recipient: string;
                /** @example trade */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ReplayDeadLetters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example trade */
                service: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "letters": [
                 *         {
                 *           "eventId": "019ab2c4-7d00-7000-8000-000000000001",
                 *           "recipient": "DarkSwap.Trade.Consumers.CoinsLockedConsumer"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "results": [
                     *         {
                     *           "eventId": "019ab2c4-7d00-7000-8000-000000000001",
                     *           "recipient": "DarkSwap.Trade.Consumers.CoinsLockedConsumer",
                     *           "outcome": "replayed",
                     *           "reason": "The price has moved"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ReplayResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    FollowEvents: {
        parameters: {
            query?: {
                /** @example RUNE:840000:3/BTC */
                pair?: string;
                /**
                 * @example [
                 *       "orderOpened",
                 *       "orderChanged",
                 *       "orderClosed"
                 *     ]
                 */
                types?: string[];
            };
            header?: {
                /** @example 1841 */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 2000
                     *     id: 1841
                     *
                     *     id: 1842
                     *     event: orderClosed
                     *     data: {"occurredAt":"2026-11-22T12:20:00Z","orderId":"3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a"}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-request",
                     *       "title": "Gone",
                     *       "status": 410
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetFees: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "minimumFeeRate": "1000",
                     *       "targets": [
                     *         {
                     *           "blocks": 6,
                     *           "feeRate": "2000",
                     *           "isEstimate": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["FeesResponse"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListMarkets: {
        parameters: {
            query?: {
                /** @example bmV4dA */
                cursor?: string;
                /** @example 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "base": "RUNE:840000:3",
                     *           "quote": "BTC",
                     *           "bestBid": {
                     *             "quote": "5",
                     *             "base": "1000"
                     *           },
                     *           "bestAsk": {
                     *             "quote": "5",
                     *             "base": "1000"
                     *           },
                     *           "openOrders": 12,
                     *           "lastTrade": {
                     *             "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *             "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *             "fill": "40000",
                     *             "quoteSatoshis": "500",
                     *             "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *             "completedAt": "2026-11-22T12:40:00Z"
                     *           }
                     *         }
                     *       ],
                     *       "cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["MarketPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetMarket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example RUNE:840000:3 */
                base: string;
                /** @example BTC */
                quote: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "bestBid": {
                     *         "quote": "5",
                     *         "base": "1000"
                     *       },
                     *       "bestAsk": {
                     *         "quote": "5",
                     *         "base": "1000"
                     *       },
                     *       "openOrders": 12,
                     *       "lastTrade": {
                     *         "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *         "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *         "fill": "40000",
                     *         "quoteSatoshis": "500",
                     *         "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *         "completedAt": "2026-11-22T12:40:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["MarketResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetDepth: {
        parameters: {
            query?: {
                /** @example 20 */
                levels?: number;
            };
            header?: never;
            path: {
                /** @example RUNE:840000:3 */
                base: string;
                /** @example BTC */
                quote: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "bids": [
                     *         {
                     *           "price": {
                     *             "quote": "5",
                     *             "base": "1000"
                     *           },
                     *           "amount": "100000",
                     *           "orders": 2
                     *         }
                     *       ],
                     *       "asks": [
                     *         {
                     *           "price": {
                     *             "quote": "5",
                     *             "base": "1000"
                     *           },
                     *           "amount": "100000",
                     *           "orders": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DepthResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListMarketTrades: {
        parameters: {
            query?: {
                /** @example bmV4dA */
                cursor?: string;
                /** @example 100 */
                limit?: number;
            };
            header?: never;
            path: {
                /** @example RUNE:840000:3 */
                base: string;
                /** @example BTC */
                quote: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *           "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *           "fill": "40000",
                     *           "quoteSatoshis": "500",
                     *           "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *           "completedAt": "2026-11-22T12:40:00Z"
                     *         }
                     *       ],
                     *       "cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["MarketTradePage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetNetworkConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "listenAddresses": [
                     *         "/ip4/0.0.0.0/tcp/9000"
                     *       ],
                     *       "announceAddresses": [
                     *         "/dns4/node.example.org/tcp/9000"
                     *       ],
                     *       "bootstrapPeers": [
                     *         "/ip4/203.0.113.7/tcp/9000/p2p/12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV"
                     *       ],
                     *       "exemptSubnets": [
                     *         "127.0.0.0/8"
                     *       ],
                     *       "blockedSubnets": [
                     *         "198.51.100.0/24"
                     *       ],
                     *       "dialedSubnets": [
                     *         "10.1.0.0/16"
                     *       ],
                     *       "isPerfServed": false,
                     *       "isSecureWebSocketServed": false,
                     *       "limits": {
                     *         "connections": 512,
                     *         "highWater": 384,
                     *         "lowWater": 256,
                     *         "connectionsPerAddress": 8,
                     *         "connectionsPerSubnet": 32,
                     *         "handshakesPerSubnet": 16,
                     *         "mebibytesPerPeer": 8
                     *       },
                     *       "dht": {
                     *         "enabled": false,
                     *         "clientMode": false,
                     *         "kBucketSize": 20,
                     *         "recordTtlHours": 24
                     *       },
                     *       "relay": {
                     *         "enabled": false,
                     *         "autoRelay": false,
                     *         "hop": false,
                     *         "active": false,
                     *         "discovery": false
                     *       },
                     *       "notInEffect": [
                     *         "libp2p:relay:hop"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NetworkConfigurationResponse"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetNetworkIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "peerId": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "publicKey": "CAESINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                     *       "network": "regtest:0f9188f1",
                     *       "addresses": [
                     *         "/ip4/203.0.113.7/tcp/9000/p2p/12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV"
                     *       ],
                     *       "version": "0.1.0"
                     *     }
                     */
                    "application/json": components["schemas"]["NetworkIdentityResponse"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListPeers: {
        parameters: {
            query?: {
                /** @example bmV4dA */
                cursor?: string;
                /** @example 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "peerId": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *           "address": "/ip4/203.0.113.7/tcp/9000/p2p/12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *           "direction": "outbound",
                     *           "connectedAt": "2026-11-22T12:00:00Z",
                     *           "protocols": [
                     *             "/darkswap/messages/1.0.0",
                     *             "/ipfs/id/1.0.0"
                     *           ],
                     *           "agentVersion": "darkswap/0.1.0",
                     *           "roundTripMicroseconds": 8400,
                     *           "bytesSent": 51977,
                     *           "bytesReceived": 48213,
                     *           "streams": 1,
                     *           "announcedAddresses": [
                     *             "/ip4/203.0.113.7/tcp/9000"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PeerListResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DialPeer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "address": "/ip4/203.0.113.7/tcp/9000/p2p/12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                 *       "furtherAddresses": [
                 *         "/ip6/2001:db8::7/tcp/9000"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DialRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "peerId": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "address": "/ip4/203.0.113.7/tcp/9000/p2p/12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "direction": "outbound",
                     *       "connectedAt": "2026-11-22T12:00:00Z",
                     *       "protocols": [
                     *         "/darkswap/messages/1.0.0",
                     *         "/ipfs/id/1.0.0"
                     *       ],
                     *       "agentVersion": "darkswap/0.1.0",
                     *       "roundTripMicroseconds": 8400,
                     *       "bytesSent": 51977,
                     *       "bytesReceived": 48213,
                     *       "streams": 1,
                     *       "announcedAddresses": [
                     *         "/ip4/203.0.113.7/tcp/9000"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PeerResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DropPeer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV */
                peerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    PingPeer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV */
                peerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "roundTripMicroseconds": 8400,
                     *       "sent": 1,
                     *       "lost": 1,
                     *       "minimumMicroseconds": 1,
                     *       "medianMicroseconds": 1,
                     *       "meanMicroseconds": 1,
                     *       "maximumMicroseconds": 1,
                     *       "deviationMicroseconds": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PingResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetNetworkTopology: {
        parameters: {
            query?: {
                /** @example 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "peerId": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "peers": 1,
                     *       "inbound": 1,
                     *       "outbound": 1,
                     *       "transports": {
                     *         "tcp": 1,
                     *         "ws": 1
                     *       },
                     *       "agents": {
                     *         "darkswap/0.1.0": 2
                     *       },
                     *       "scopes": {
                     *         "public": 2
                     *       },
                     *       "links": [
                     *         {
                     *           "peerId": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *           "direction": "outbound",
                     *           "transport": "tcp",
                     *           "scope": "public",
                     *           "isKept": false,
                     *           "streams": 1,
                     *           "roundTripMicroseconds": 8400,
                     *           "announcedAddresses": [
                     *             "/ip4/203.0.113.7/tcp/9000"
                     *           ]
                     *         }
                     *       ],
                     *       "resources": {
                     *         "connections": 1,
                     *         "handshakes": 1,
                     *         "fileHandles": 1,
                     *         "streams": 1,
                     *         "bytes": 1,
                     *         "refusals": {
                     *           "connectionsOfAddress": 3
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TopologyResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    QuoteFill: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "base": "RUNE:840000:3",
                 *       "quote": "BTC",
                 *       "side": "sell",
                 *       "baseAmount": "100000"
                 *     }
                 */
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "fills": [
                     *         {
                     *           "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *           "fill": "40000",
                     *           "quoteSatoshis": "500"
                     *         }
                     *       ],
                     *       "filled": "40000",
                     *       "quoteSatoshis": "500",
                     *       "missing": "0"
                     *     }
                     */
                    "application/json": components["schemas"]["QuoteResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListOrders: {
        parameters: {
            query?: {
                /** @example RUNE:840000:3 */
                base?: string;
                /** @example bmV4dA */
                cursor?: string;
                /**
                 * @description 1 to 1,000; default 100.
                 * @example 100
                 */
                limit?: number;
                /**
                 * @description Peer id.
                 * @example 12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV
                 */
                maker?: string;
                /** @example BTC */
                quote?: string;
                /** @example sell */
                side?: components["schemas"]["OrderSide"];
                /**
                 * @description Default: open.
                 * @example open
                 */
                status?: components["schemas"]["OrderStatus"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *           "network": "regtest:0f9188f1",
                     *           "maker": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *           "agent": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *           "base": "RUNE:840000:3",
                     *           "quote": "BTC",
                     *           "side": "sell",
                     *           "baseAmount": "100000",
                     *           "remaining": "60000",
                     *           "minimumFill": "10000",
                     *           "price": {
                     *             "quote": "5",
                     *             "base": "1000"
                     *           },
                     *           "createdAt": "2026-11-22T12:00:00Z",
                     *           "expiresAt": "2026-11-23T12:00:00Z",
                     *           "status": "open",
                     *           "updateSequence": 1,
                     *           "backing": [
                     *             "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *           ],
                     *           "minimumFeeRate": "1000",
                     *           "maximumFeeRate": "500000",
                     *           "isOwn": false
                     *         }
                     *       ],
                     *       "cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    PlaceOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "document": "CAESEHJlZ3Rlc3Q6MGY5MTg4ZjE=",
                 *       "settlement": {
                 *         "coins": [
                 *           {
                 *             "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                 *             "proof": "AUDbfQ=="
                 *           }
                 *         ],
                 *         "receiveAddress": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                 *         "changeAddress": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                 *         "changeProof": "AA==",
                 *         "acceptance": "automatic"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["PlaceOrderRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "network": "regtest:0f9188f1",
                     *       "maker": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "agent": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "side": "sell",
                     *       "baseAmount": "100000",
                     *       "remaining": "60000",
                     *       "minimumFill": "10000",
                     *       "price": {
                     *         "quote": "5",
                     *         "base": "1000"
                     *       },
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "expiresAt": "2026-11-23T12:00:00Z",
                     *       "status": "open",
                     *       "updateSequence": 1,
                     *       "backing": [
                     *         "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *       ],
                     *       "minimumFeeRate": "1000",
                     *       "maximumFeeRate": "500000",
                     *       "isOwn": false
                     *     }
                     */
                    "application/json": components["schemas"]["OrderResponse"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "network": "regtest:0f9188f1",
                     *       "maker": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "agent": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "side": "sell",
                     *       "baseAmount": "100000",
                     *       "remaining": "60000",
                     *       "minimumFill": "10000",
                     *       "price": {
                     *         "quote": "5",
                     *         "base": "1000"
                     *       },
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "expiresAt": "2026-11-23T12:00:00Z",
                     *       "status": "open",
                     *       "updateSequence": 1,
                     *       "backing": [
                     *         "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *       ],
                     *       "minimumFeeRate": "1000",
                     *       "maximumFeeRate": "500000",
                     *       "isOwn": false
                     *     }
                     */
                    "application/json": components["schemas"]["OrderResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "network": "regtest:0f9188f1",
                     *       "maker": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "agent": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "side": "sell",
                     *       "baseAmount": "100000",
                     *       "remaining": "60000",
                     *       "minimumFill": "10000",
                     *       "price": {
                     *         "quote": "5",
                     *         "base": "1000"
                     *       },
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "expiresAt": "2026-11-23T12:00:00Z",
                     *       "status": "open",
                     *       "updateSequence": 1,
                     *       "backing": [
                     *         "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *       ],
                     *       "minimumFeeRate": "1000",
                     *       "maximumFeeRate": "500000",
                     *       "isOwn": false
                     *     }
                     */
                    "application/json": components["schemas"]["OrderResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CancelOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "network": "regtest:0f9188f1",
                     *       "maker": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "agent": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "side": "sell",
                     *       "baseAmount": "100000",
                     *       "remaining": "60000",
                     *       "minimumFill": "10000",
                     *       "price": {
                     *         "quote": "5",
                     *         "base": "1000"
                     *       },
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "expiresAt": "2026-11-23T12:00:00Z",
                     *       "status": "open",
                     *       "updateSequence": 1,
                     *       "backing": [
                     *         "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *       ],
                     *       "minimumFeeRate": "1000",
                     *       "maximumFeeRate": "500000",
                     *       "isOwn": false
                     *     }
                     */
                    "application/json": components["schemas"]["OrderResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ChangeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "suspended": true,
                 *       "remaining": "60000",
                 *       "expiresAt": "2026-11-23T12:00:00Z",
                 *       "coins": [
                 *         {
                 *           "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                 *           "proof": "AUDbfQ=="
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ChangeOrderRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "network": "regtest:0f9188f1",
                     *       "maker": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "agent": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "side": "sell",
                     *       "baseAmount": "100000",
                     *       "remaining": "60000",
                     *       "minimumFill": "10000",
                     *       "price": {
                     *         "quote": "5",
                     *         "base": "1000"
                     *       },
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "expiresAt": "2026-11-23T12:00:00Z",
                     *       "status": "open",
                     *       "updateSequence": 1,
                     *       "backing": [
                     *         "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *       ],
                     *       "minimumFeeRate": "1000",
                     *       "maximumFeeRate": "500000",
                     *       "isOwn": false
                     *     }
                     */
                    "application/json": components["schemas"]["OrderResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DraftOrderCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "domain": "darkswap-authentication-v1:darkswap:12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "payloadType": "/darkswap/challenge",
                     *       "payload": "AA==",
                     *       "signingInput": "GmRhcmtzd2FwLWF1dGhlbnRpY2F0aW9uLXYx",
                     *       "change": {
                     *         "sequence": 0,
                     *         "remaining": "60000",
                     *         "expiresAt": "2026-11-23T12:00:00Z",
                     *         "suspended": true,
                     *         "backing": [
                     *           "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SigningDraftResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DraftOrderChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "suspended": true,
                 *       "remaining": "60000",
                 *       "expiresAt": "2026-11-23T12:00:00Z",
                 *       "coins": [
                 *         {
                 *           "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                 *           "proof": "AUDbfQ=="
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ChangeOrderRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "domain": "darkswap-authentication-v1:darkswap:12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "payloadType": "/darkswap/challenge",
                     *       "payload": "AA==",
                     *       "signingInput": "GmRhcmtzd2FwLWF1dGhlbnRpY2F0aW9uLXYx",
                     *       "change": {
                     *         "sequence": 0,
                     *         "remaining": "60000",
                     *         "expiresAt": "2026-11-23T12:00:00Z",
                     *         "suspended": true,
                     *         "backing": [
                     *           "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SigningDraftResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DraftOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "base": "RUNE:840000:3",
                 *       "quote": "BTC",
                 *       "side": "sell",
                 *       "baseAmount": "100000",
                 *       "price": {
                 *         "quote": "5",
                 *         "base": "1000"
                 *       },
                 *       "minimumFill": "10000",
                 *       "expiresAt": "2026-11-23T12:00:00Z",
                 *       "minimumFeeRate": "1000",
                 *       "maximumFeeRate": "500000",
                 *       "backing": [
                 *         "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["OrderDraftRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "document": "CAESEHJlZ3Rlc3Q6MGY5MTg4ZjE=",
                     *       "network": "regtest:0f9188f1",
                     *       "backingMessage": "darkswap-backing-v1:regtest:0f9188f1:3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "terms": {
                     *         "maker": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *         "agent": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *         "base": "RUNE:840000:3",
                     *         "quote": "BTC",
                     *         "side": "sell",
                     *         "baseAmount": "100000",
                     *         "price": {
                     *           "quote": "5",
                     *           "base": "1000"
                     *         },
                     *         "minimumFill": "10000",
                     *         "createdAt": "2026-11-22T12:00:00Z",
                     *         "expiresAt": "2026-11-23T12:00:00Z",
                     *         "backing": [
                     *           "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *         ],
                     *         "minimumFeeRate": "1000",
                     *         "maximumFeeRate": "500000"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["OrderDraftResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DraftOrderPayload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "document": "CAESEHJlZ3Rlc3Q6MGY5MTg4ZjE=",
                 *       "proofs": [
                 *         "AA=="
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["OrderPayloadRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "domain": "darkswap-authentication-v1:darkswap:12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "payloadType": "/darkswap/challenge",
                     *       "payload": "AA==",
                     *       "signingInput": "GmRhcmtzd2FwLWF1dGhlbnRpY2F0aW9uLXYx",
                     *       "change": {
                     *         "sequence": 0,
                     *         "remaining": "60000",
                     *         "expiresAt": "2026-11-23T12:00:00Z",
                     *         "suspended": true,
                     *         "backing": [
                     *           "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SigningDraftResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    SubmitSignedOrder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "envelope": "CiQIARIg11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                 *       "settlement": {
                 *         "coins": [
                 *           {
                 *             "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                 *             "proof": "AUDbfQ=="
                 *           }
                 *         ],
                 *         "receiveAddress": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                 *         "changeAddress": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                 *         "changeProof": "AA==",
                 *         "acceptance": "automatic"
                 *       },
                 *       "coins": [
                 *         {
                 *           "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                 *           "proof": "AUDbfQ=="
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SignedOrderRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "network": "regtest:0f9188f1",
                     *       "maker": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "agent": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "side": "sell",
                     *       "baseAmount": "100000",
                     *       "remaining": "60000",
                     *       "minimumFill": "10000",
                     *       "price": {
                     *         "quote": "5",
                     *         "base": "1000"
                     *       },
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "expiresAt": "2026-11-23T12:00:00Z",
                     *       "status": "open",
                     *       "updateSequence": 1,
                     *       "backing": [
                     *         "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *       ],
                     *       "minimumFeeRate": "1000",
                     *       "maximumFeeRate": "500000",
                     *       "isOwn": false
                     *     }
                     */
                    "application/json": components["schemas"]["OrderResponse"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "network": "regtest:0f9188f1",
                     *       "maker": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "agent": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "side": "sell",
                     *       "baseAmount": "100000",
                     *       "remaining": "60000",
                     *       "minimumFill": "10000",
                     *       "price": {
                     *         "quote": "5",
                     *         "base": "1000"
                     *       },
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "expiresAt": "2026-11-23T12:00:00Z",
                     *       "status": "open",
                     *       "updateSequence": 1,
                     *       "backing": [
                     *         "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0"
                     *       ],
                     *       "minimumFeeRate": "1000",
                     *       "maximumFeeRate": "500000",
                     *       "isOwn": false
                     *     }
                     */
                    "application/json": components["schemas"]["OrderResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CreatePsbt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inputs": [
                 *         {
                 *           "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                 *           "sequence": 4294967293
                 *         }
                 *       ],
                 *       "outputs": [
                 *         {
                 *           "satoshis": "10000",
                 *           "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
                 *         }
                 *       ],
                 *       "lockTime": 0
                 *     }
                 */
                "application/json": components["schemas"]["CreatePsbtRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA==",
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c"
                     *     }
                     */
                    "application/json": components["schemas"]["PsbtResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    AnalysePsbt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA=="
                 *     }
                 */
                "application/json": components["schemas"]["PsbtRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "next": "signer",
                     *       "inputs": [
                     *         {
                     *           "index": 0,
                     *           "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                     *           "next": "signer"
                     *         }
                     *       ],
                     *       "feeSatoshis": "412",
                     *       "feeRate": "2000",
                     *       "virtualSize": 206
                     *     }
                     */
                    "application/json": components["schemas"]["AnalysedPsbtResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    BroadcastTransaction: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "transaction": "AgAAAAAAAAAAAA=="
                 *     }
                 */
                "application/json": components["schemas"]["BroadcastRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c"
                     *     }
                     */
                    "application/json": components["schemas"]["BroadcastResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CombinePsbts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "psbts": [
                 *         "cHNidP8BAAoCAAAAAAAAAAAAAA==",
                 *         "cHNidP8BAAoCAAAAAAAAAAAAAA=="
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CombinePsbtsRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA==",
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c"
                     *     }
                     */
                    "application/json": components["schemas"]["PsbtResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    DecodePsbt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA=="
                 *     }
                 */
                "application/json": components["schemas"]["PsbtRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "version": 2,
                     *       "lockTime": 0,
                     *       "inputs": [
                     *         {
                     *           "index": 0,
                     *           "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                     *           "sequence": 4294967293,
                     *           "satoshis": "10000",
                     *           "isSpentOutputKnown": false,
                     *           "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *           "script": "ABR1HnbhLuWxRd2XXl9xR0DGYzhv1g==",
                     *           "hasPreviousTransaction": false,
                     *           "signatureHashType": 1,
                     *           "hasSignature": false,
                     *           "isFinalized": false
                     *         }
                     *       ],
                     *       "outputs": [
                     *         {
                     *           "index": 0,
                     *           "satoshis": "10000",
                     *           "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *           "script": "ABR1HnbhLuWxRd2XXl9xR0DGYzhv1g=="
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DecodedPsbtResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    FinalizePsbt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA=="
                 *     }
                 */
                "application/json": components["schemas"]["PsbtRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA==",
                     *       "transaction": "AgAAAAAAAAAAAA==",
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "virtualSize": 206
                     *     }
                     */
                    "application/json": components["schemas"]["FinalizedPsbtResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    SimulatePsbt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA=="
                 *     }
                 */
                "application/json": components["schemas"]["PsbtRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "inputs": [
                     *         {
                     *           "index": 0,
                     *           "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *           "satoshis": "10000",
                     *           "runes": [
                     *             {
                     *               "asset": "RUNE:840000:3",
                     *               "amount": "100000"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "outputs": [
                     *         {
                     *           "index": 0,
                     *           "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *           "satoshis": "10000",
                     *           "runes": [
                     *             {
                     *               "asset": "RUNE:840000:3",
                     *               "amount": "100000"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "addresses": [
                     *         {
                     *           "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                     *           "satoshiChange": "-912",
                     *           "assetChanges": [
                     *             {
                     *               "asset": "RUNE:840000:3",
                     *               "amount": "100000"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "feeSatoshis": "412",
                     *       "isCenotaph": false
                     *     }
                     */
                    "application/json": components["schemas"]["SimulatedPsbtResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    UpdatePsbt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA=="
                 *     }
                 */
                "application/json": components["schemas"]["PsbtRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA==",
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c"
                     *     }
                     */
                    "application/json": components["schemas"]["PsbtResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    VerifyPsbt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA=="
                 *     }
                 */
                "application/json": components["schemas"]["PsbtRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "isValid": true
                     *     }
                     */
                    "application/json": components["schemas"]["VerifiedPsbtResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    ListTrades: {
        parameters: {
            query?: {
                /** @example bmV4dA */
                cursor?: string;
                /** @example 100 */
                limit?: number;
                /** @example acceptance */
                needs?: components["schemas"]["TradeNeed"];
                /** @example 3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a */
                orderId?: string;
                /** @example completed */
                state?: components["schemas"]["TradeState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *           "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *           "side": "maker",
                     *           "role": "givesAsset",
                     *           "state": "completed",
                     *           "needs": "acceptance",
                     *           "base": "RUNE:840000:3",
                     *           "quote": "BTC",
                     *           "fill": "40000",
                     *           "quoteSatoshis": "500",
                     *           "feeRate": "2000",
                     *           "owner": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *           "counterparty": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *           "round": 1,
                     *           "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *           "confirmations": 1,
                     *           "confirmationsWanted": 1,
                     *           "deadline": "2026-11-22T12:30:00Z",
                     *           "createdAt": "2026-11-22T12:00:00Z",
                     *           "updatedAt": "2026-11-22T12:20:00Z",
                     *           "version": "7"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TradePage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    StartTrade: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                 *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                 *       "fill": "40000",
                 *       "feeRate": "2000",
                 *       "settlement": {
                 *         "coins": [
                 *           {
                 *             "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                 *             "proof": "AUDbfQ=="
                 *           }
                 *         ],
                 *         "receiveAddress": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                 *         "changeAddress": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
                 *       },
                 *       "confirmations": 1,
                 *       "makerCoinConfirmations": 1,
                 *       "acceptWithinSeconds": 600
                 *     }
                 */
                "application/json": components["schemas"]["StartTradeRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "side": "maker",
                     *       "role": "givesAsset",
                     *       "state": "completed",
                     *       "needs": "acceptance",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "fill": "40000",
                     *       "quoteSatoshis": "500",
                     *       "feeRate": "2000",
                     *       "owner": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "counterparty": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "round": 1,
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "confirmations": 1,
                     *       "confirmationsWanted": 1,
                     *       "deadline": "2026-11-22T12:30:00Z",
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "updatedAt": "2026-11-22T12:20:00Z",
                     *       "version": "7"
                     *     }
                     */
                    "application/json": components["schemas"]["TradeResponse"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "side": "maker",
                     *       "role": "givesAsset",
                     *       "state": "completed",
                     *       "needs": "acceptance",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "fill": "40000",
                     *       "quoteSatoshis": "500",
                     *       "feeRate": "2000",
                     *       "owner": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "counterparty": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "round": 1,
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "confirmations": 1,
                     *       "confirmationsWanted": 1,
                     *       "deadline": "2026-11-22T12:30:00Z",
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "updatedAt": "2026-11-22T12:20:00Z",
                     *       "version": "7"
                     *     }
                     */
                    "application/json": components["schemas"]["TradeResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetTrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                tradeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "side": "maker",
                     *       "role": "givesAsset",
                     *       "state": "completed",
                     *       "needs": "acceptance",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "fill": "40000",
                     *       "quoteSatoshis": "500",
                     *       "feeRate": "2000",
                     *       "owner": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "counterparty": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "round": 1,
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "confirmations": 1,
                     *       "confirmationsWanted": 1,
                     *       "deadline": "2026-11-22T12:30:00Z",
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "updatedAt": "2026-11-22T12:20:00Z",
                     *       "version": "7"
                     *     }
                     */
                    "application/json": components["schemas"]["TradeResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    AcceptTrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                tradeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "side": "maker",
                     *       "role": "givesAsset",
                     *       "state": "completed",
                     *       "needs": "acceptance",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "fill": "40000",
                     *       "quoteSatoshis": "500",
                     *       "feeRate": "2000",
                     *       "owner": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "counterparty": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "round": 1,
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "confirmations": 1,
                     *       "confirmationsWanted": 1,
                     *       "deadline": "2026-11-22T12:30:00Z",
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "updatedAt": "2026-11-22T12:20:00Z",
                     *       "version": "7"
                     *     }
                     */
                    "application/json": components["schemas"]["TradeResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    CancelTrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                tradeId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "The price has moved"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "side": "maker",
                     *       "role": "givesAsset",
                     *       "state": "completed",
                     *       "needs": "acceptance",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "fill": "40000",
                     *       "quoteSatoshis": "500",
                     *       "feeRate": "2000",
                     *       "owner": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "counterparty": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "round": 1,
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "confirmations": 1,
                     *       "confirmationsWanted": 1,
                     *       "deadline": "2026-11-22T12:30:00Z",
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "updatedAt": "2026-11-22T12:20:00Z",
                     *       "version": "7"
                     *     }
                     */
                    "application/json": components["schemas"]["TradeResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    BumpTradeFee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                tradeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "feeRate": "2000"
                 *     }
                 */
                "application/json": components["schemas"]["FeeBumpRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "side": "maker",
                     *       "role": "givesAsset",
                     *       "state": "completed",
                     *       "needs": "acceptance",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "fill": "40000",
                     *       "quoteSatoshis": "500",
                     *       "feeRate": "2000",
                     *       "owner": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "counterparty": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "round": 1,
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "confirmations": 1,
                     *       "confirmationsWanted": 1,
                     *       "deadline": "2026-11-22T12:30:00Z",
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "updatedAt": "2026-11-22T12:20:00Z",
                     *       "version": "7"
                     *     }
                     */
                    "application/json": components["schemas"]["TradeResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetTradePsbt: {
        parameters: {
            query?: {
                /** @example 2000 */
                feeRate?: `${bigint}`;
                /** @example trade */
                purpose?: components["schemas"]["PsbtPurpose"];
            };
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                tradeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA==",
                     *       "inputsToSign": [
                     *         {
                     *           "index": 0,
                     *           "outPoint": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c:0",
                     *           "address": "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"
                     *         }
                     *       ],
                     *       "satoshiChange": "-912",
                     *       "assetChanges": [
                     *         {
                     *           "asset": "RUNE:840000:3",
                     *           "amount": "100000"
                     *         }
                     *       ],
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "feeSatoshis": "412",
                     *       "deadline": "2026-11-22T12:30:00Z",
                     *       "purpose": "trade"
                     *     }
                     */
                    "application/json": components["schemas"]["TradePsbtResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    RejectTrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                tradeId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "reason": "The price has moved"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "side": "maker",
                     *       "role": "givesAsset",
                     *       "state": "completed",
                     *       "needs": "acceptance",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "fill": "40000",
                     *       "quoteSatoshis": "500",
                     *       "feeRate": "2000",
                     *       "owner": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "counterparty": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "round": 1,
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "confirmations": 1,
                     *       "confirmationsWanted": 1,
                     *       "deadline": "2026-11-22T12:30:00Z",
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "updatedAt": "2026-11-22T12:20:00Z",
                     *       "version": "7"
                     *     }
                     */
                    "application/json": components["schemas"]["TradeResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    SubmitTradeSignatures: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                tradeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "psbt": "cHNidP8BAAoCAAAAAAAAAAAAAA==",
                 *       "purpose": "trade"
                 *     }
                 */
                "application/json": components["schemas"]["SignaturesRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tradeId": "019ab2c4-7d00-7000-8000-000000000001",
                     *       "orderId": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *       "side": "maker",
                     *       "role": "givesAsset",
                     *       "state": "completed",
                     *       "needs": "acceptance",
                     *       "base": "RUNE:840000:3",
                     *       "quote": "BTC",
                     *       "fill": "40000",
                     *       "quoteSatoshis": "500",
                     *       "feeRate": "2000",
                     *       "owner": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "counterparty": "12D3KooWQK1wnefoLrcVHbbnf5tLzbopUd3K3bFAoJpA7YJgL5pV",
                     *       "round": 1,
                     *       "transactionId": "1b5b9ccb3e8d006a5230de9bda23ff91edc794d4f56410560830b418528e446c",
                     *       "confirmations": 1,
                     *       "confirmationsWanted": 1,
                     *       "deadline": "2026-11-22T12:30:00Z",
                     *       "createdAt": "2026-11-22T12:00:00Z",
                     *       "updatedAt": "2026-11-22T12:20:00Z",
                     *       "version": "7"
                     *     }
                     */
                    "application/json": components["schemas"]["TradeResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:conflict",
                     *       "title": "Conflict",
                     *       "status": 409
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Content Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:body-too-large",
                     *       "title": "Payload Too Large",
                     *       "status": 413
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unsupported-media-type",
                     *       "title": "Unsupported Media Type",
                     *       "status": 415
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    GetTradeTranscript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 019ab2c4-7d00-7000-8000-000000000001 */
                tradeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "position": 0,
                     *           "sequence": 0,
                     *           "isOwn": false,
                     *           "kind": "tradePropose",
                     *           "envelope": "CiQIARIg11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                     *           "hash": "3eeb7e96e59ce40f9cb1a089daba079fd699f6867a30f6634af8570967b2375a",
                     *           "recordedAt": "2026-11-22T12:10:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TranscriptResponse"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:validation",
                     *       "title": "The request has invalid fields",
                     *       "status": 400,
                     *       "errors": {
                     *         "limit": [
                     *           "is 1 to 1000"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/problem+json": components["schemas"]["HttpValidationProblemDetails"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unauthorized",
                     *       "title": "Unauthorized",
                     *       "status": 401
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:forbidden",
                     *       "title": "Forbidden",
                     *       "status": 403
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:not-found",
                     *       "title": "Not Found",
                     *       "status": 404
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:too-many-requests",
                     *       "title": "Too Many Requests",
                     *       "status": 429
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:internal",
                     *       "title": "Internal Server Error",
                     *       "status": 500
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:bad-gateway",
                     *       "title": "Bad Gateway",
                     *       "status": 502
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:unavailable",
                     *       "title": "Service Unavailable",
                     *       "status": 503
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "urn:darkswap:problem:gateway-timeout",
                     *       "title": "Gateway Timeout",
                     *       "status": 504
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
}
