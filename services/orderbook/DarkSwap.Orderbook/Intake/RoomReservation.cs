using DarkSwap.Orderbook.Options;

namespace DarkSwap.Orderbook.Intake;

/// <summary>Room as one transaction uses it up.</summary>
internal sealed class RoomReservation(RoomCount total, Dictionary<string, RoomCount> bySigner, OrderbookOptions options)
{
    public RoomCount Total { get; private set; } = total;

    public IReadOnlyDictionary<string, RoomCount> BySigner => bySigner;

    /// <summary>Orders of the node's own key always have room, and take it.</summary>
    public bool TryTakeOrder(string maker, bool isOfNode)
    {
        var ofMaker = bySigner[maker];
        if (!isOfNode && (Total.Orders >= options.MaximumOrders || ofMaker.Orders >= options.MaximumOrdersPerMaker))
        {
            return false;
        }

        Total = Total with { Orders = Total.Orders + 1 };
        bySigner[maker] = ofMaker with { Orders = ofMaker.Orders + 1 };
        return true;
    }

    public bool TryTakeOrphan(string signer)
    {
        var ofSigner = bySigner[signer];
        if (Total.Orphans >= options.MaximumOrphans || ofSigner.Orphans >= options.MaximumOrphansPerSigner)
        {
            return false;
        }

        Total = Total with { Orphans = Total.Orphans + 1 };
        bySigner[signer] = ofSigner with { Orphans = ofSigner.Orphans + 1 };
        return true;
    }

    /// <summary>An orphan has found its order.</summary>
    public void GiveBackOrphan(string signer)
    {
        Total = Total with { Orphans = Total.Orphans - 1 };
        bySigner[signer] = bySigner[signer] with { Orphans = bySigner[signer].Orphans - 1 };
    }
}
