using DarkSwap.Primitives;
using DarkSwap.Sdk.Credentials;

namespace DarkSwap.Sdk;

/// <summary>How to reach a node, and as whom.</summary>
public sealed record DarkSwapClientOptions
{
    /// <summary>Without path: <c>https://node.example</c> or <c>http://127.0.0.1:8080</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Null reads what is open to all.</summary>
    public Credential? Credential { get; init; }

    /// <summary>What the node calls itself in challenges, by default <c>darkswap:</c> and its peer id. Null trusts what it says first; name it, and a node that passes on another's challenge gets no signature.</summary>
    public string? Audience { get; init; }

    /// <summary>Whether credentials may travel over plain HTTP to another machine. Only for a network that nobody else reads.</summary>
    public bool AllowsPlainHttp { get; init; }

    /// <summary>Further tries after 429, 503 or a connection that failed.</summary>
    public int MaximumRetries { get; init; } = 4;

    /// <summary>Longest wait between two tries; a node that asks for more is not tried again.</summary>
    public TimeSpan MaximumRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of a whole call, with all its tries. Event streams have none.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public IRandomSource RandomSource { get; init; } = SystemRandomSource.Instance;

    /// <summary>What carries the requests instead of sockets of its own; the client does not dispose of it.</summary>
    public HttpMessageHandler? Transport { get; init; }
}
