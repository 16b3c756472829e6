using DarkSwap.Sdk.Api;
using DarkSwap.Sdk.Credentials;
using DarkSwap.Sdk.Events;
using DarkSwap.Sdk.Http;
using DarkSwap.Sdk.Signing;

namespace DarkSwap.Sdk;

/// <summary>One node's public API. Thread-safe; keep one for as long as the program talks to the node.</summary>
public sealed class DarkSwapClient : IDisposable
{
    private readonly HttpMessageHandler? ownTransport;
    private readonly HttpClient http;
    private readonly HttpClient anonymous;
    private readonly HttpClient streaming;
    private readonly ITokenSource? tokens;
    private readonly UserOrders? userOrders;

    public DarkSwapClient(DarkSwapClientOptions options)
    {
        Connections.Check(options);
        ownTransport = options.Transport is null ? Connections.OpenTransport() : null;
        var transport = options.Transport ?? ownTransport!;
        anonymous = Connections.Build(options, transport, null, options.Timeout);
        tokens = Tokens.Of(options, anonymous);
        http = Connections.Build(options, transport, tokens, options.Timeout);
        streaming = Connections.Build(options with { MaximumRetries = 0 }, transport, tokens, Timeout.InfiniteTimeSpan);
        Orders = new OrdersClient(http);
        Markets = new MarketsClient(http);
        Trades = new TradesClient(http);
        Psbts = new PsbtsClient(http);
        Coins = new CoinsClient(http);
        Assets = new AssetsClient(http);
        Network = new NetworkClient(http);
        Authentication = new AuthClient(http);
        DeadLetters = new DeadLettersClient(http);
        Events = new EventFollower(streaming, options);
        userOrders = options.Credential is Credential.User { Key: { } key } ? new UserOrders(Orders, Network, key, options.TimeProvider) : null;
    }

    public OrdersClient Orders { get; }

    public MarketsClient Markets { get; }

    public TradesClient Trades { get; }

    /// <summary>PSBTs, and fees.</summary>
    public PsbtsClient Psbts { get; }

    /// <summary>Coins and their addresses.</summary>
    public CoinsClient Coins { get; }

    public AssetsClient Assets { get; }

    public NetworkClient Network { get; }

    /// <summary>API keys. Users' tokens take care of themselves: <see cref="Credential.OfUser"/>.</summary>
    public AuthClient Authentication { get; }

    /// <summary>Messages that a service could not process, for operators.</summary>
    public DeadLettersClient DeadLetters { get; }

    public EventFollower Events { get; }

    /// <summary>Orders that the user's key signs.</summary>
    /// <exception cref="InvalidOperationException">The client's credential is not a user's key.</exception>
    public UserOrders UserOrders => userOrders ?? throw new InvalidOperationException("Orders of a user need the user's key as credential.");

    public void Dispose()
    {
        streaming.Dispose();
        http.Dispose();
        anonymous.Dispose();
        (tokens as IDisposable)?.Dispose();
        ownTransport?.Dispose();
    }
}
