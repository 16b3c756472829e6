namespace DarkSwap.Orderbook.Endpoints;

/// <summary>A drafted document with the wallet's proofs.</summary>
public sealed record OrderPayloadRequest
{
    /// <summary>From the draft.</summary>
    public required byte[] Document { get; init; }

    /// <summary>BIP-322 proofs over the draft's backing message, in the order of its backing; empty for a purchase.</summary>
    public IReadOnlyList<byte[]> Proofs { get; init; } = [];
}
