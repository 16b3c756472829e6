namespace DarkSwap.Psbt.Chain.Rpc;

/// <summary>The node's error codes that mean something to us.</summary>
internal static class RpcErrorCode
{
    /// <summary>Also: block or transaction not found.</summary>
    public const int InvalidAddressOrKey = -5;

    /// <summary>Also: block height out of range, a scan is running.</summary>
    public const int InvalidParameter = -8;

    public const int AlreadyInUtxoSet = -27;

    /// <summary>The node is loading.</summary>
    public const int InWarmup = -28;
}
