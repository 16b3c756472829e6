using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Orderbook.Intake;

/// <param name="Subject">Whose coins and addresses they are; peer id.</param>
/// <param name="Coins">Coins of the settlement; a seller's in the order of the document.</param>
public sealed record SettlementDetails(string Subject, Settlement Settlement, IReadOnlyList<BackingCoin> Coins)
{
    /// <summary>What psbt is to know as the subject's.</summary>
    public ScriptsOfSubject ToScripts() =>
        new(Subject, [.. new[] { Settlement.ReceiveAddress, Settlement.ChangeAddress }.Distinct()], [.. Coins.Select(coin => coin.OutPoint)]);
}
