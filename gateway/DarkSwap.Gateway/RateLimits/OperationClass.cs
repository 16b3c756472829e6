namespace DarkSwap.Gateway.RateLimits;

/// <summary>Operations that cost alike share a limit.</summary>
internal enum OperationClass
{
    Read,
    Write,

    /// <summary>Whole PSBTs, signatures, computations over the book.</summary>
    Expensive,

    /// <summary>Proving a key, tokens, API keys.</summary>
    Authentication,

    /// <summary>Opening an event stream or a WebSocket.</summary>
    Stream,
}
