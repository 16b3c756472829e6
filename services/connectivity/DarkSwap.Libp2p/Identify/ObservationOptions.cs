namespace DarkSwap.Libp2p.Identify;

/// <summary>When the word of others on our address counts.</summary>
public sealed record ObservationOptions
{
    /// <summary>Subnets from which peers must have seen an address.</summary>
    public int Confirmations { get; init; } = 4;

    /// <summary>How long an observation counts.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(40);

    public int MaximumAddresses { get; init; } = 32;

    public int MaximumObservers { get; init; } = 32;

    /// <summary>Confirmed addresses that are announced, the most often seen first.</summary>
    public int MaximumConfirmed { get; init; } = 4;
}
