namespace DarkSwap.Contracts.Orders;

/// <summary>How proposals to an own order are answered.</summary>
public enum SettlementAcceptance
{
    /// <summary>The node accepts whatever fits the order and passes the checks.</summary>
    Automatic,

    /// <summary>Each proposal waits for <c>POST /trades/{id}/acceptance</c> or <c>rejection</c>.</summary>
    Manual,
}
