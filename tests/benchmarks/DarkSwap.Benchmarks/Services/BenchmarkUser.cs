using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Bitcoin.Addresses;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;
using DarkSwap.Testing;

namespace DarkSwap.Benchmarks.Services;

/// <summary>A front end's user with a key and a token of its own, who signs orders ahead of time.</summary>
internal sealed class BenchmarkUser : IDisposable
{
    public const string Base = "RUNE:840000:3";
    private const int ProofLength = 66;
    private readonly PrivateKey key;
    private readonly OrderTerms template;
    private readonly object settlement;
    private int made;

    private BenchmarkUser(PrivateKey key, string token, OrderTerms template, string coin)
    {
        this.key = key;
        this.template = template;
        Token = token;
        var address = AddressOf(key.PublicKey.ToBytes()[^20..]);
        settlement = new { coins = new[] { new { outPoint = coin, proof = new byte[ProofLength] } }, receiveAddress = address, changeAddress = address };
    }

    public string Token { get; }

    /// <param name="coin">A coin of the node's chain.</param>
    public static async Task<BenchmarkUser> CreateAsync(INode node, byte seed, string coin, CancellationToken cancellationToken)
    {
        var key = PrivateKey.FromSeed(Enumerable.Repeat(seed, Ed25519.SeedLength).ToArray());
        var challenge = await PostAsync(node.Http, "auth/challenges", new { peerId = PeerId.FromPublicKey(key.PublicKey).ToString() }, cancellationToken);
        var answer = new
        {
            challengeId = challenge.GetProperty("challengeId").GetGuid(),
            publicKey = key.PublicKey.ToBytes(),
            signature = key.Sign(challenge.GetProperty("signingInput").GetBytesFromBase64()),
        };
        var token = (await PostAsync(node.Http, "auth/tokens", answer, cancellationToken)).GetProperty("accessToken").GetString()!;
        using var client = new HttpClient { BaseAddress = node.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var draft = await PostAsync(
            client, "orders/drafts", new { @base = Base, quote = "BTC", side = "buy", baseAmount = "1000000", price = new { quote = "25", @base = "1" } }, cancellationToken);
        var terms = OrderTermsCodec.Decode(draft.GetProperty("document").GetBytesFromBase64());
        return new BenchmarkUser(key, token, terms.Value ?? throw new InvalidOperationException("The draft cannot be read."), coin);
    }

    /// <summary>Of a P2WPKH output that nobody can spend.</summary>
    public static string AddressOf(ReadOnlySpan<byte> hash) =>
        BitcoinAddress.TryFromScript(Script.Parse($"0014{Convert.ToHexStringLower(hash)}"), BitcoinNetwork.Regtest, out var address)
            ? address.Text
            : throw new InvalidOperationException("A script of a key's hash has an address.");

    /// <summary>Requests that place as many new orders.</summary>
    public ConcurrentQueue<byte[]> MakeOrders(Uri gateway, int count) =>
        new(Enumerable.Range(0, count).Select(_ => RawRequests.Post(gateway, "/api/v1/orders/signed", Token, JsonSerializer.SerializeToUtf8Bytes(MakeOrder().Body))));

    /// <summary>Places one new order; returns its id.</summary>
    public async Task<string> PlaceAsync(Uri gateway, CancellationToken cancellationToken)
    {
        var (orderId, body) = MakeOrder();
        using var connection = new RawHttpConnection(gateway);
        await connection.ConnectAsync(cancellationToken);
        var status = await connection.ExchangeAsync(RawRequests.Post(gateway, "/api/v1/orders/signed", Token, JsonSerializer.SerializeToUtf8Bytes(body)), cancellationToken);
        return status == 201 ? orderId : throw new InvalidOperationException($"An order was answered {status.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>One new order and its id.</summary>
    public (string OrderId, object Body) MakeOrder()
    {
        var terms = template with { BaseAmount = template.BaseAmount + (UInt128)(++made), CreatedAt = TimeProvider.System.GetUtcNow() };
        return (OrderTermsCodec.IdOf(OrderTermsCodec.Encode(terms)), new { envelope = SignedOrderCreation.Seal(key, terms, []), settlement });
    }

    /// <summary>The same as peers pass it on.</summary>
    public SignedOrderEvent MakeEvent() =>
        new(OrderEventKind.Create, SignedOrderCreation.Seal(key, template with { BaseAmount = template.BaseAmount + (UInt128)(++made), CreatedAt = TimeProvider.System.GetUtcNow() }, []));

    public void Dispose() => key.Dispose();

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(path, body, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode} {text}");
    }
}
