namespace DarkSwap.Psbt.Chain.Rpc;

/// <summary>The node answered a call with an error of its own.</summary>
/// <param name="method">The call.</param>
/// <param name="code">See <see cref="RpcErrorCode"/>.</param>
/// <param name="reason">In the node's words.</param>
public sealed class RpcException(string method, int code, string reason) : Exception($"{method}: {reason} ({code})")
{
    public int Code { get; } = code;

    public string Reason { get; } = reason;
}
