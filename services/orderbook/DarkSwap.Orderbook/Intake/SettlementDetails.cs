using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Intake;

/// <param name="Subject">Whose coins and addresses they are; peer id.</param>
/// <param name="Coins">Coins of the settlement; a seller's in the order of the document.</param>
public sealed record SettlementDetails(string Subject, Settlement Settlement, IReadOnlyList<BackingCoin> Coins);
