using System.Net.Http.Json;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Security;
using DarkSwap.Orderbook;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Orderbook.Tests;
using DarkSwap.Orderbook.Tests.Service;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>The order book, with an order of a user that it settles for each run.</summary>
internal sealed class OrderbookStand : ConsumerStand
{
    private static readonly PrivateKey User = OrderExamples.Key(77);

    /// <summary>Coins that the chain says are spent.</summary>
    private readonly Neighbours neighbours = new() { Backing = question => question.Coins.Any(coin => OrderTraffic.IsSpent(coin.OutPoint)) ? BackingState.Invalid : BackingState.Valid };
    private ModuleTestHost? host;

    protected override ModuleTestHost Host => host!;

    public override async Task StartAsync() => host = await ModuleTestHost.StartAsync(
        [ModuleRegistration.Of<OrderbookModule>(), ModuleRegistration.Of<NeighbourModule>()],
        new ModuleTestHostOptions
        {
            DataFolder = Folder.Path,
            TimeProvider = new ManualTimeProvider(OrderExamples.Now),
            Configure = builder => builder.Services.AddSingleton(neighbours),
        },
        CancellationToken.None);

    public override IReadOnlyList<IReadOnlyList<SentMessage>> MakeTraffic(int seed) => [new OrderTraffic(seed, OrderExamples.IdOf(OwnTerms(seed))).Make()];

    public override async Task PrepareAsync(int seed)
    {
        var terms = OwnTerms(seed);
        using var client = Host.ClientOf(OrderExamples.PeerIdOf(User), AccessPolicies.OfUsers);
        var response = await client.PostAsJsonAsync("orders/signed", new
        {
            envelope = SignedOrderCreation.Seal(User, terms, [OrderExamples.Proof(1)]),
            settlement = new
            {
                coins = Array.Empty<object>(),
                receiveAddress = "bcrt1qreceive0000000000000000000000000000000",
                changeAddress = "bcrt1qchange00000000000000000000000000000000",
                changeProof = OrderExamples.Proof(8),
            },
        });
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        await SettleAsync();
    }

    public override Task SettleAsync() => Eventually.HoldsAsync(
        () => Host.UseAsync<OrderbookDbContext, bool>(async context => !await context.Orders.AnyAsync(order => order.Status == OrderStatus.Pending)));

    public override Task<IReadOnlyList<string>> ReadStateAsync() => Task.FromResult(FinalState.Read(Folder.Path));

    private OrderTerms OwnTerms(int seed) => OrderExamples.Sell(User) with { Agent = PeerId.Parse(neighbours.NodePeerId), BaseAmount = (UInt128)(1_000 + seed), Backing = [OrderExamples.Coin(90)] };
}
