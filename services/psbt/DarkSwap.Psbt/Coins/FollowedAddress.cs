namespace DarkSwap.Psbt.Coins;

/// <summary>An address whose coins are followed by block and mempool.</summary>
public sealed class FollowedAddress
{
    /// <summary>Lower-case hexadecimal.</summary>
    public required string Script { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>False until the coins that it had before were looked up once.</summary>
    public required bool IsBackfilled { get; set; }
}
