namespace DarkSwap.Orderbook.Persistence;

/// <summary>What a key has said of an order that was not seen yet. It counts if that key turns out to be the maker's.</summary>
public sealed class OrphanRow
{
    public required string OrderId { get; init; }

    /// <summary>Peer id.</summary>
    public required string Signer { get; init; }

    public required string Network { get; init; }
    public byte[]? UpdateEnvelope { get; set; }
    public byte[]? CancellationEnvelope { get; set; }

    /// <summary>No order that exists now can live longer.</summary>
    public DateTimeOffset ForgetAt { get; set; }
}
