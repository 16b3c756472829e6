using DarkSwap.Sdk.Api;
using DarkSwap.Sdk.Credentials;
using DarkSwap.Sdk.Http;

namespace DarkSwap.Sdk;

/// <summary>One node's public API. Thread-safe; keep one for as long as the program talks to the node.</summary>
public sealed class DarkSwapClient : IDisposable
{
    private readonly HttpMessageHandler? ownTransport;
    private readonly HttpClient http;

    public DarkSwapClient(DarkSwapClientOptions options)
    {
        Connections.Check(options);
        ownTransport = options.Transport is null ? Connections.OpenTransport() : null;
        var transport = options.Transport ?? ownTransport!;
        http = Connections.Build(options, transport, Tokens.Of(options), options.Timeout);
        Orders = new OrdersClient(http);
        Markets = new MarketsClient(http);
        Trades = new TradesClient(http);
        Psbts = new PsbtsClient(http);
        Coins = new CoinsClient(http);
        Assets = new AssetsClient(http);
        Network = new NetworkClient(http);
    }

    public OrdersClient Orders { get; }

    public MarketsClient Markets { get; }

    public TradesClient Trades { get; }

    public PsbtsClient Psbts { get; }

    /// <summary>Coins, their addresses, and fees.</summary>
    public CoinsClient Coins { get; }

    public AssetsClient Assets { get; }

    public NetworkClient Network { get; }

    public void Dispose()
    {
        http.Dispose();
        ownTransport?.Dispose();
    }
}
