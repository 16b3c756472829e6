using System.Globalization;
using System.Runtime.CompilerServices;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Chain;

/// <summary>Sums up node and observers into the one status.</summary>
internal static class ChainStatusSummary
{
    /// <summary>A new block's header is known a moment before the block; more than that is catching up.</summary>
    private const int HeadersAheadOfTip = 1;

    public static ChainStatus Of(BlockchainInformation information, NetworkIdentity identity, IReadOnlyList<ObserverSlot> slots, MonotonicTime now)
    {
        var observers = slots.Select(slot => ProgressOf(slot, information.Tip.Height, now)).ToList();
        var (state, sentence) = Judge(information, identity, slots, observers);
        return NodeCheck.Describe(state, sentence, information, identity, observers);
    }

    private static (ChainState State, string Sentence) Judge(
        BlockchainInformation information, NetworkIdentity identity, IReadOnlyList<ObserverSlot> slots, List<ObserverProgress> observers)
    {
        if (slots.FirstOrDefault(slot => slot.Refusal is not null) is { Refusal: { } refusal })
        {
            return (refusal.State, refusal.Message);
        }

        var isDownloading = information.IsInitialBlockDownload && identity.Network != ChainNetwork.Regtest;
        if (isDownloading || information.HeaderHeight > information.Tip.Height + HeadersAheadOfTip)
        {
            return (ChainState.CatchingUp, Text($"The Bitcoin node is at block {information.Tip.Height} of {information.HeaderHeight}: wait until it has caught up."));
        }

        if (observers.FirstOrDefault(observer => observer.Tip != information.Tip) is { } behind)
        {
            var remaining = behind.Remaining is { } time ? Text($", about {Describe(time)} to go") : string.Empty;
            return (ChainState.CatchingUp, Text($"The {behind.Name} is at block {behind.Tip?.Height} of {information.Tip.Height}{remaining}: wait until it has caught up."));
        }

        return (ChainState.Ready, Text($"Level with the Bitcoin node on {identity.Name} at block {information.Tip.Height}."));
    }

    private static ObserverProgress ProgressOf(ObserverSlot slot, int target, MonotonicTime now)
    {
        TimeSpan? remaining = null;
        if (slot.Tip is { } tip)
        {
            slot.Meter.Record(tip.Height, now);
            remaining = slot.Meter.EstimateRemaining(tip.Height, target, now);
        }

        return new ObserverProgress(slot.Observer.Name, slot.Tip, remaining, slot.Refusal?.Message);
    }

    private static string Describe(TimeSpan time) => time.TotalMinutes < 1
        ? Text($"{Math.Ceiling(time.TotalSeconds)} s")
        : time.TotalHours < 2 ? Text($"{Math.Ceiling(time.TotalMinutes)} min") : Text($"{Math.Ceiling(time.TotalHours)} h");

    private static string Text(DefaultInterpolatedStringHandler text) => string.Create(CultureInfo.InvariantCulture, ref text);
}
