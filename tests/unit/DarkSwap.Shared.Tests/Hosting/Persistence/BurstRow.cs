namespace DarkSwap.Shared.Tests.Hosting.Persistence;

/// <summary>A column of every type that services store.</summary>
public sealed class BurstRow
{
    public required string Id { get; init; }
    public required Guid Part { get; init; }
    public string? Note { get; set; }
    public byte[]? Envelope { get; set; }
    public long? Version64 { get; set; }
    public Guid? Owner { get; set; }
    public int Attempts { get; set; }
    public bool IsOpen { get; set; }
    public double Rate { get; set; }
    public UInt128 Amount { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public DayOfWeek Day { get; set; }
    public long Version { get; set; }
}
