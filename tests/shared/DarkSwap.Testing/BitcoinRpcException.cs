namespace DarkSwap.Testing;

/// <summary>The node's refusal of a call, with the code of its JSON-RPC interface (for example −26: refused by policy).</summary>
public sealed class BitcoinRpcException(string method, int code, string message) : Exception($"{method}: {message} ({code})")
{
    public int Code { get; } = code;
}
