namespace DarkSwap.Psbt.Ordering;

/// <summary>How far commands about one subject were carried out.</summary>
public sealed class CommandVersion
{
    /// <summary>What the commands are about, for example <c>coins:</c> and a trade's id.</summary>
    public required string Subject { get; init; }

    /// <summary>Version of the sender's aggregate that the newest of them came with.</summary>
    public required long Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }
}
