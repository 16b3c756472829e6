using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>One node that dies again and again, and several that trade with it.</summary>
public sealed class KillStack : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> resources = [];

    private KillStack(BitcoinNode chain) => Chain = chain;

    public BitcoinNode Chain { get; }

    public NodeWallet Wallet { get; } = new();

    /// <summary>The first is the robot of the node that dies.</summary>
    public List<Robot> Robots { get; } = [];

    public Robot Mortal => Robots[0];

    /// <param name="startMortal">Makes the node that dies.</param>
    public static async Task<KillStack> StartAsync(int counterparties, Func<NodeStart, Task<INode>> startMortal)
    {
        var stack = new KillStack(await BitcoinNode.StartAsync(CancellationToken.None));
        try
        {
            var start = new NodeStart { BitcoinRpcUrl = stack.Chain.RpcUrl, Settings = Settings };
            var mortal = await startMortal(start);
            await stack.AddAsync("Mortal", mortal);
            for (var number = 1; number <= counterparties; number++)
            {
                await stack.AddAsync($"Peer {number}", await HostedNode.StartAsync(start with { BootstrapAddresses = [mortal.Address] }, CancellationToken.None));
            }

            await Task.WhenAll(stack.Robots.Select(robot => robot.Trader.RegisterAddressesAsync()));
            await Task.WhenAll(stack.Robots.Select(robot => robot.Trader.NetworkAsync()));
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Trades of both kinds in both directions between the mortal node and every other, with random fills.</summary>
    public async Task<TradeRun> PlanAsync(int count, Random random)
    {
        var makers = Enumerable.Range(0, count).Select(number => number % 2 == 0 ? Mortal : PeerOf(number)).ToList();
        var takers = Enumerable.Range(0, count).Select(number => number % 2 == 0 ? PeerOf(number) : Mortal).ToList();
        var sells = Enumerable.Range(0, count).Select(_ => random.Next(3) > 0).ToList();
        var funds = new TradeFunds(Chain, Wallet);
        var runeCoins = await funds.MakeRuneCoinsAsync([.. sells.Select((isSale, number) => (isSale ? makers : takers)[number].Trader.CoinKey)]);
        var bitcoinCoins = await funds.MakeBitcoinCoinsAsync([.. sells.Select((isSale, number) => (isSale ? takers : makers)[number].Trader.CoinKey)]);
        var plan = sells.Select((isSale, number) => new PlannedTrade(
            number,
            makers[number],
            isSale ? runeCoins[number] : bitcoinCoins[number],
            takers[number],
            isSale ? bitcoinCoins[number] : runeCoins[number],
            isSale,
            random.Next(2) == 0 ? PlannedTrade.Offered : random.Next(100, (int)PlannedTrade.Offered))).ToList();
        var run = new TradeRun(Chain, Robots, plan);
        await run.OfferAsync(funds.Asset);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var resource in Enumerable.Reverse(resources).Append(Wallet).Append(Chain))
        {
            await resource.DisposeAsync();
        }
    }

    /// <summary>Nodes that trade with each other all the time, and have patience with one that is being killed.</summary>
    private static Dictionary<string, string> Settings => new()
    {
        ["psbt:treatMissingAssetSourcesAsEmpty"] = "true",
        ["gateway:rateLimits:enabled"] = "false",
        ["psbt:chain:pollInterval"] = "00:00:00.300",
        ["trade:proposalsPerMinute"] = "10000",
        ["trade:parallelTrades"] = "16",

        // What a service that was killed had leased is free again soon.
        ["connectivity:Outbox:LeaseDuration"] = "00:00:05",
        ["connectivity:Outbox:DeliveryTimeout"] = "00:00:02",
        ["orderbook:Outbox:LeaseDuration"] = "00:00:05",
        ["orderbook:Outbox:DeliveryTimeout"] = "00:00:02",
        ["psbt:Outbox:LeaseDuration"] = "00:00:05",
        ["psbt:Outbox:DeliveryTimeout"] = "00:00:02",
        ["trade:Outbox:LeaseDuration"] = "00:00:05",
        ["trade:Outbox:DeliveryTimeout"] = "00:00:02",
    };

    private Robot PeerOf(int number) => Robots[1 + (number / 2 % (Robots.Count - 1))];

    private async Task AddAsync(string name, INode node)
    {
        resources.Add(node);
        Robots.Add(new Robot(await Trader.CreateAsync(name, "kill", node, Wallet, "p2tr", Robots.Count % 2 == 0 ? "scure" : "bitcoinjs")));
    }
}
