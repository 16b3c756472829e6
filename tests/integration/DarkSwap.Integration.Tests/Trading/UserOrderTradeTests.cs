using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DarkSwap.Cryptography;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Trading;

/// <summary>A user of Alice's node, with a key and a wallet of her own, sells runes to Bob's node: Alice's node is her agent and signs nothing for her.</summary>
public sealed class UserOrderTradeTests(TradingStack stack) : IClassFixture<TradingStack>
{
    private const long Offered = 1_000;
    private const long Fill = 400;
    private const long SatoshisEach = 25;

    /// <summary>Patient enough for a machine that does much else.</summary>
    private const int AcceptWithinSeconds = 120;
    private static readonly PrivateKey UserKey = PrivateKey.FromSeed(Enumerable.Repeat((byte)7, Ed25519.SeedLength).ToArray());
    private static readonly PrivateKey OtherKey = PrivateKey.FromSeed(Enumerable.Repeat((byte)8, Ed25519.SeedLength).ToArray());

    [Fact]
    public async Task A_user_sells_signs_the_trade_and_then_the_rest()
    {
        var pair = await stack.CreatePairAsync("user sells", "p2tr", Offered);
        using var userHttp = await ClientOfAsync(UserKey);
        using var otherHttp = await ClientOfAsync(OtherKey);
        var (user, other) = (new RestClient(stack.AliceNode, userHttp), new RestClient(stack.AliceNode, otherHttp));
        var orderId = await PlaceAsync(user, pair);
        (await pair.Bob.OrderAsync(orderId, seen => seen.Status == "open")).Maker.ShouldBe(PeerId.FromPublicKey(UserKey.PublicKey).ToString());
        var before = await stack.HoldingsOnChainAsync(pair);

        var tradeId = TradingStack.NewTradeId();
        await pair.Bob.Api.PostAsync("trades", await pair.Bob.ProposalAsync(tradeId, orderId, Fill, pair.BitcoinCoin, AcceptWithinSeconds));
        await pair.Bob.TradeToSignAsync(tradeId, "psbtReady");
        var feeSatoshis = await pair.Bob.SignAsync(tradeId);
        await pair.Alice.TradeToSignAsync(tradeId, "takerSigned");
        (await other.SendAsync(HttpMethod.Get, $"trades/{tradeId}/psbt", null)).Status.ShouldBe(HttpStatusCode.NotFound);
        await SignAsync(user, pair, tradeId, stack.AliceNode.Http);
        var trade = await stack.ConfirmAsync(tradeId, pair.Bob, pair.Alice);

        await stack.ShouldHoldAsync(pair, before, aliceSatoshis: Fill * SatoshisEach, bobSatoshis: -(Fill * SatoshisEach) - feeSatoshis, runes: Fill);
        await SubmitAsync(user, await user.PostAsync($"orders/{orderId}/changes/drafts", new { }), null);
        var rest = await pair.Bob.OrderAsync(orderId, seen => seen.Status == "open" && seen.Remaining == $"{Offered - Fill}");
        rest.Backing.ShouldBe([$"{trade.TransactionId}:2"]);

        await SubmitAsync(user, await user.PostAsync($"orders/{orderId}/cancellations/drafts", new { }), null);
        await pair.Bob.OrderAsync(orderId, seen => seen.Status == "cancelled");
    }

    private static async Task<string> SubmitAsync(RestClient user, JsonElement draft, object? settlement)
    {
        var (payloadType, payload) = (Encoding.UTF8.GetBytes(draft.GetProperty("payloadType").GetString()!), draft.GetProperty("payload").GetBytesFromBase64());
        var envelope = SignedEnvelope.Assemble(UserKey.PublicKey, payloadType, payload, UserKey.Sign(draft.GetProperty("signingInput").GetBytesFromBase64()));
        var order = await user.PostAsync("orders/signed", settlement is null ? new { envelope } : new { envelope, settlement });
        return order.GetProperty("orderId").GetString()!;
    }

    private async Task<HttpClient> ClientOfAsync(PrivateKey key)
    {
        var tokens = await KeyProof.ProveAsync(stack.AliceNode.Http, key, CancellationToken.None);
        var client = new HttpClient { BaseAddress = stack.AliceNode.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        return client;
    }

    private async Task<string> PlaceAsync(RestClient user, TradingPair pair)
    {
        var draft = await user.PostAsync("orders/drafts", new
        {
            @base = pair.Asset,
            quote = "BTC",
            side = "sell",
            baseAmount = $"{Offered}",
            price = new { quote = $"{SatoshisEach}", @base = "1" },
            minimumFill = "100",
            backing = new[] { pair.RuneCoin.OutPoint },
        });
        var proof = await stack.Wallet.SignMessageAsync(pair.Alice.CoinKey, draft.GetProperty("backingMessage").GetString()!, CancellationToken.None);
        var payload = await user.PostAsync("orders/drafts/payloads", new { document = draft.GetProperty("document").GetString(), proofs = new[] { proof } });
        return await SubmitAsync(user, payload, new
        {
            coins = Array.Empty<object>(),
            receiveAddress = pair.Alice.ReceiveKey.Address,
            changeAddress = pair.Alice.CoinKey.Address,
            changeProof = proof,
            acceptance = "automatic",
        });
    }

    /// <summary>The user's wallet signs, and only the user may hand it in.</summary>
    private async Task SignAsync(RestClient user, TradingPair pair, Guid tradeId, HttpClient operatorHttp)
    {
        var asked = await user.GetAsync($"trades/{tradeId}/psbt");
        var indexes = asked.GetProperty("inputsToSign").EnumerateArray().Select(input => input.GetProperty("index").GetInt32()).ToArray();
        var psbt = await stack.Wallet.SignPsbtAsync(asked.GetProperty("psbt").GetString()!, pair.Alice.CoinKey, indexes, "scure", CancellationToken.None);
        var byOperator = await new RestClient(stack.AliceNode, operatorHttp).SendAsync(HttpMethod.Post, $"trades/{tradeId}/signatures", new { psbt });
        byOperator.Status.ShouldBe(HttpStatusCode.Forbidden);
        await user.PostAsync($"trades/{tradeId}/signatures", new { psbt });
    }
}
