namespace DarkSwap.Trade.Endpoints;

public enum PsbtPurpose
{
    /// <summary>The trade's own transaction.</summary>
    Trade,

    /// <summary>The self-spend that ends an encumbered trade.</summary>
    Reclaim,
}
