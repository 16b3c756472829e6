using System.Diagnostics.Metrics;

namespace DarkSwap.Psbt.Telemetry;

/// <summary>The psbt service's meter for settlement: checks, locks, broadcasts.</summary>
public sealed class PsbtMetrics
{
    public const string MeterName = "DarkSwap.Psbt.Settlement";

    public PsbtMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        ChecksFailed = meter.CreateCounter<long>("darkswap.psbt.checks.failed", "{failure}", "Settlement checks that failed, by name of the check.");
        TemplatesBuilt = meter.CreateCounter<long>("darkswap.psbt.templates.built", "{template}", "Templates that were built or refused, by outcome.");
        CoinLocks = meter.CreateCounter<long>("darkswap.psbt.coin_locks", "{lock}", "Requests to lock coins, by outcome.");
        Broadcasts = meter.CreateCounter<long>("darkswap.psbt.broadcasts", "{attempt}", "Transactions handed to the Bitcoin node, by outcome.");
        Observations = meter.CreateCounter<long>("darkswap.psbt.observations", "{observation}", "What was told about watched transactions and coins, by kind.");
    }

    public Counter<long> ChecksFailed { get; }

    public Counter<long> TemplatesBuilt { get; }

    public Counter<long> CoinLocks { get; }

    public Counter<long> Broadcasts { get; }

    public Counter<long> Observations { get; }
}
