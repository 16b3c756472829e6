namespace DarkSwap.Contracts.Psbts;

/// <summary>A coin as one side tells the other of it.</summary>
public sealed record TradeInput
{
    /// <summary><c>txid:index</c>.</summary>
    public required string OutPoint { get; init; }

    public required long Satoshis { get; init; }

    /// <summary>Script of the coin (scriptPubKey).</summary>
    public required byte[] Script { get; init; }

    /// <summary>The whole previous transaction; required when the coin is segwit version 0.</summary>
    public byte[]? PreviousTransaction { get; init; }

    /// <summary>BIP-322 simple proof; see <see cref="Orders.SettlementCoin"/> for the messages.</summary>
    public required byte[] Proof { get; init; }
}
