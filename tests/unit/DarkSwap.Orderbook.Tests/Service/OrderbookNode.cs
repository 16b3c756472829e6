using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Security;
using DarkSwap.Orderbook.Intake;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Service;

/// <summary>The order book with its neighbours on a clock of the test's.</summary>
public sealed class OrderbookNode : IAsyncDisposable
{
    private readonly ModuleTestHost host;

    private OrderbookNode(ModuleTestHost host, Neighbours neighbours, ManualTimeProvider clock)
    {
        this.host = host;
        Neighbours = neighbours;
        Clock = clock;
    }

    public Neighbours Neighbours { get; }

    public ManualTimeProvider Clock { get; }

    public IOrderIntake Intake => host.Services.GetRequiredService<IOrderIntake>();

    public IServiceProvider Services => host.Services;

    public HttpClient Operator => host.Operator;

    public HttpClient Anonymous => host.Anonymous;

    public HttpClient UserOf(PrivateKey key) => host.ClientOf(PeerIdOf(key), AccessPolicies.OfUsers);

    public static async Task<OrderbookNode> StartAsync(Neighbours? neighbours = null, string? dataFolder = null, string? database = null, Dictionary<string, string?>? settings = null, ManualTimeProvider? clock = null, Action<IServiceCollection>? configure = null)
    {
        neighbours ??= new Neighbours();
        clock ??= new ManualTimeProvider(Now);
        var options = new ModuleTestHostOptions
        {
            TimeProvider = clock,
            DataFolder = dataFolder,
            PostgreSqlDatabase = database,
            Settings = settings ?? [],
            Configure = builder =>
            {
                builder.Services.AddSingleton(neighbours);
                configure?.Invoke(builder.Services);
            },
        };
        var host = await ModuleTestHost.StartAsync([ModuleRegistration.Of<OrderbookModule>(), ModuleRegistration.Of<NeighbourModule>()], options, CancellationToken.None);
        return new OrderbookNode(host, neighbours, clock);
    }

    public Task ReceiveAsync(params SignedOrderEvent[] events) => ReceiveAsync(Guid.CreateVersion7(Clock.GetUtcNow()), events);

    public Task ReceiveAsync(Guid eventId, params SignedOrderEvent[] events) => host.DeliverAsync(
        new OrderEventsReceived { EventId = eventId, OccurredAt = Clock.GetUtcNow(), Sender = "12D3KooWSender", Events = events }, CancellationToken.None);

    public Task SpendAsync(string orderId, string outPoint) => host.DeliverAsync(
        new BackingSpent
        {
            EventId = Guid.CreateVersion7(Clock.GetUtcNow()), OccurredAt = Clock.GetUtcNow(), OrderId = orderId, OutPoint = outPoint,
            SpendingTransactionId = new string('e', 64), IsConfirmed = false,
        },
        CancellationToken.None);

    public Task TradeAsync(Guid tradeId, string orderId, TradeState state, long version, UInt128 fill, string? change = null, TradeRole role = TradeRole.GivesAsset, TradeSide side = TradeSide.Maker) =>
        host.DeliverAsync(
            new TradeStateChanged
            {
                EventId = Guid.CreateVersion7(Clock.GetUtcNow()), OccurredAt = Clock.GetUtcNow(), TradeId = tradeId, OrderId = orderId, Side = side, Role = role,
                State = state, Version = version, Base = Rune, Quote = "BTC", Fill = fill, QuoteSatoshis = 10_000, TransactionId = new string('d', 64), Confirmations = 0, AssetChangeOutPoint = change,
            },
            CancellationToken.None);

    public async Task<OrderForTrade> AskForTradeAsync(string orderId) =>
        await host.RequestAsync<GetOrderForTrade, OrderForTrade>(new GetOrderForTrade { OrderId = orderId }, CancellationToken.None);

    public async Task<OrderEventsPage> AskForEventsAsync(int limit, string? cursor = null, string? baseAsset = null) =>
        await host.RequestAsync<GetOrderEvents, OrderEventsPage>(new GetOrderEvents { Limit = limit, Cursor = cursor, Base = baseAsset }, CancellationToken.None);

    public async Task<OrderSnapshot?> FindAsync(string orderId) => (await AskForTradeAsync(orderId)).Order;

    public async Task<OrderSnapshot> WaitForAsync(string orderId, Func<OrderSnapshot, bool> condition)
    {
        OrderSnapshot? found = null;
        await Eventually.HoldsAsync(async () => (found = await FindAsync(orderId)) is not null && condition(found));
        return found!;
    }

    public Task<OrderSnapshot> WaitForAsync(string orderId, OrderStatus status) => WaitForAsync(orderId, order => order.Status == status);

    public Task WaitUntilToldAsync<TMessage>(Func<TMessage, bool> condition) =>
        Eventually.HoldsAsync(() => Neighbours.Told<TMessage>().Any(condition));

    /// <summary>A draft, and the order that comes of it.</summary>
    public async Task<JsonElement> PlaceAsync(string side = "sell", string[]? coins = null, string baseAmount = "1000", bool withChangeProof = true)
    {
        coins ??= [Coin(1)];
        var draft = await ReadAsync(await Operator.PostAsJsonAsync("orders/drafts", new Dictionary<string, object>
        {
            ["base"] = Rune, ["quote"] = "BTC", ["side"] = side, ["baseAmount"] = baseAmount, ["price"] = new { quote = "25", @base = "1" }, ["minimumFill"] = "100",
            ["backing"] = side == "sell" ? coins : [],
        }));
        return await ReadAsync(await Operator.PostAsJsonAsync("orders", OrderOf(draft.GetProperty("document").GetString()!, coins, withChangeProof)));
    }

    public static object OrderOf(string document, string[] coins, bool withChangeProof = true)
    {
        var settlement = new Dictionary<string, object>
        {
            ["coins"] = coins.Select(coin => new { outPoint = coin, proof = Proof(1) }),
            ["receiveAddress"] = "bcrt1qreceive0000000000000000000000000000000",
            ["changeAddress"] = "bcrt1qchange00000000000000000000000000000000",
        };
        if (withChangeProof)
        {
            settlement["changeProof"] = Proof(8);
        }

        return new { document, settlement };
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{(int)response.StatusCode} {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
