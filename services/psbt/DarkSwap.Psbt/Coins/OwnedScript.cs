namespace DarkSwap.Psbt.Coins;

/// <summary>A script that a subject of this node says is its own: no other side of its trades may offer a coin of it.</summary>
public sealed class OwnedScript
{
    /// <summary>Lower-case hexadecimal.</summary>
    public required string Script { get; init; }

    /// <summary>Peer id of the subject.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset RegisteredAt { get; set; }
}
