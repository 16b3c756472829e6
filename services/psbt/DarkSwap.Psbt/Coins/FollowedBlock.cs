namespace DarkSwap.Psbt.Coins;

/// <summary>A block that was taken in by the follower of coins and watches; the last few are kept to walk back by.</summary>
public sealed class FollowedBlock
{
    public required int Height { get; init; }

    /// <summary>As displayed, hexadecimal.</summary>
    public required string Hash { get; init; }
}
