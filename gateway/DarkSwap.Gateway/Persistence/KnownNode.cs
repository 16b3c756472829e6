namespace DarkSwap.Gateway.Persistence;

/// <summary>The one row that remembers whose gateway this is.</summary>
public sealed class KnownNode
{
    public const int OnlyId = 1;

    public required int Id { get; init; }

    public required string PeerId { get; set; }
}
