using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.Broadcast;

/// <summary>Which refusals of the node depend on what else is in its mempool, so that they may pass.</summary>
public static class BroadcastRefusals
{
    private static readonly string[] Passing =
    [
        "txn-mempool-conflict",
        "insufficient fee",
        "replacement",
        "mempool min fee not met",
        "mempool full",
        "too-long-mempool-chain",
        "non-final",
    ];

    public static bool MayPass(BroadcastRefusal refusal) => Passing.Any(reason => refusal.Reason.Contains(reason, StringComparison.OrdinalIgnoreCase));
}
