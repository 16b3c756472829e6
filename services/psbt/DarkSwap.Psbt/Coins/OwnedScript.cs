namespace DarkSwap.Psbt.Coins;

/// <summary>A script that belongs to a subject of this node: no other side may offer a coin of it.</summary>
public sealed class OwnedScript
{
    /// <summary>Lower-case hexadecimal.</summary>
    public required string Script { get; init; }

    /// <summary>Peer id of the subject.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }
}
