using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Gateway.Authentication;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Security;
using DarkSwap.Orderbook;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Psbt;
using DarkSwap.Standalone;
using DarkSwap.Testing.Hosting;
using DarkSwap.Trade;
using DarkSwap.Trade.Persistence;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using TradeRow = DarkSwap.Trade.Persistence.TradeRow;

namespace DarkSwap.Integration.Tests.Access;

/// <summary>A standalone node, and each service alone as if the gateway had been passed by, all with real web servers; the services have their keys from the node's address.</summary>
public sealed class AccessHosts : IAsyncLifetime
{
    public const string Standalone = "standalone";

    private const string Network = "regtest:0f9188f1";
    private static readonly PrivateKey OtherKey = PrivateKey.FromSeed(Enumerable.Repeat((byte)9, Ed25519.SeedLength).ToArray());
    private static readonly Guid TradeId = Guid.Parse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    private readonly List<ModuleTestHost> hosts = [];

    /// <summary>Peer id of a user who owns nothing here.</summary>
    public static string User { get; } = PeerId.FromPublicKey(PrivateKey.FromSeed(Enumerable.Repeat((byte)7, Ed25519.SeedLength).ToArray()).PublicKey).ToString();

    /// <summary>By host: its address and routes.</summary>
    public Dictionary<string, (HttpClient Client, IReadOnlyList<AccessRoute> Routes)> Hosts { get; } = [];

    public JsonElement Document { get; private set; }

    public string OperatorToken { get; private set; } = string.Empty;

    public string ApiKey { get; private set; } = string.Empty;

    internal TokenForge Forge { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var standalone = await StartAsync(StandaloneModules.All, []);
        Document = JsonDocument.Parse(await standalone.Services.GetRequiredService<ISwaggerProvider>().GetSwagger("v1").SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0)).RootElement;
        OperatorToken = standalone.Operator.DefaultRequestHeaders.Authorization!.Parameter!;
        using var created = await standalone.Operator.PostAsJsonAsync("auth/api-keys", new { name = "everything", scopes = AccessPolicies.All });
        ApiKey = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        Forge = new TokenForge(await standalone.Services.GetRequiredService<SigningKeys>().GetSigningKeyAsync(CancellationToken.None), TestTokens.Audience, TimeProvider.System);
        Add(Standalone, standalone);
        var settings = new Dictionary<string, string?> { ["authentication:keysUrl"] = new Uri(standalone.BaseAddress, "/.well-known/jwks.json").ToString() };
        Add("orderbook", await StartAsync([ModuleRegistration.Of<OrderbookModule>()], settings));
        Add("trade", await StartAsync([ModuleRegistration.Of<TradeModule>()], settings));
        Add("psbt", await StartAsync([ModuleRegistration.Of<PsbtModule>()], settings));
        Add("connectivity", await StartAsync([ModuleRegistration.Of<ConnectivityModule>()], settings));
        foreach (var host in hosts)
        {
            await AddObjectsOfAnotherAsync(host.Services);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var (client, _) in Hosts.Values)
        {
            client.Dispose();
        }

        foreach (var host in Enumerable.Reverse(hosts))
        {
            await host.DisposeAsync();
        }
    }

    private static string ValueOf(string parameter) => parameter switch
    {
        "tradeId" or "eventId" => TradeId.ToString("D"),
        "orderId" => Order().OrderId,
        "service" => "orderbook",
        _ => "1",
    };

    private static (string OrderId, byte[] Envelope) Order()
    {
        var terms = new OrderTerms
        {
            Network = Network,
            Maker = OtherKey.PublicKey,
            Agent = PeerId.Parse(User),
            Base = Asset.Parse("RUNE:840000:3"),
            Quote = Asset.Bitcoin,
            Side = OrderDocumentSide.Buy,
            BaseAmount = 1_000,
            PriceNumerator = 25,
            PriceDenominator = 1,
            MinimumFill = 100,
            CreatedAt = UnixMicroseconds.Truncate(DateTimeOffset.UnixEpoch.AddYears(60)),
            ExpiresAt = UnixMicroseconds.Truncate(DateTimeOffset.UnixEpoch.AddYears(60).AddDays(1)),
            Backing = [],
            MinimumFeeRate = 1_000,
            MaximumFeeRate = 100_000,
        };
        return (OrderTermsCodec.IdOf(OrderTermsCodec.Encode(terms)), SignedOrderCreation.Seal(OtherKey, terms, []));
    }

    private static async Task AddObjectsOfAnotherAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<OrderbookDbContext>() is { } book)
        {
            var read = OrderEventReader.ReadStored(new SignedOrderEvent(OrderEventKind.Create, Order().Envelope), Network);
            scope.ServiceProvider.GetRequiredService<BookWriter>().Add(OrderKnowledge.Of(read.Value!), isOwn: true);
            await book.SaveChangesAsync();
        }

        if (scope.ServiceProvider.GetService<TradeDbContext>() is { } trades)
        {
            trades.Trades.Add(new TradeRow
            {
                TradeId = TradeId,
                Side = TradeSide.Maker,
                OrderId = Order().OrderId,
                Owner = PeerId.FromPublicKey(OtherKey.PublicKey).ToString(),
                Counterparty = User,
                Network = Network,
                CreatedAt = DateTimeOffset.UnixEpoch,
                UpdatedAt = DateTimeOffset.UnixEpoch,
                State = TradeState.Completed,
                Document = "{}",
                Version = 1,
            });
            await trades.SaveChangesAsync();
        }
    }

    private async Task<ModuleTestHost> StartAsync(IReadOnlyList<ModuleRegistration> modules, Dictionary<string, string?> settings)
    {
        var host = await ModuleTestHost.StartAsync(
            modules,
            new ModuleTestHostOptions
            {
                Settings = new Dictionary<string, string?>(settings)
                {
                    ["network"] = "regtest",
                    ["gateway:rateLimits:enabled"] = "false",
                    ["bitcoinRpc"] = "http://127.0.0.1:9",
                    ["libp2p:listenAddresses:0"] = "/ip4/127.0.0.1/tcp/0",
                },
            },
            CancellationToken.None);
        hosts.Add(host);
        return host;
    }

    private void Add(string name, ModuleTestHost host) =>
        Hosts.Add(name, (new HttpClient { BaseAddress = new Uri(host.BaseAddress, "/") }, AccessRoute.AllOf(host.Services.GetRequiredService<EndpointDataSource>().Endpoints, Document, ValueOf)));
}
