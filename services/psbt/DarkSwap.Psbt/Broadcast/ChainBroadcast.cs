using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.Broadcast;

/// <summary>The moment at which a transaction goes to the Bitcoin node, with a crash point on either side of it.</summary>
public sealed class ChainBroadcast(IChainSource chain, ICrashPoints crashPoints)
{
    public const string BeforeBroadcast = "psbt.before-broadcast";
    public const string AfterBroadcast = "psbt.after-broadcast";

    public async Task<Result<TransactionId, BroadcastRefusal>> SendAsync(Transaction transaction, CancellationToken cancellationToken)
    {
        crashPoints.Reached(BeforeBroadcast);
        var result = await chain.BroadcastAsync(transaction, cancellationToken);
        crashPoints.Reached(AfterBroadcast);
        return result;
    }
}
