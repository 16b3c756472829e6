using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Trade.Domain;

/// <summary>What the other side must still be told about a trade that has ended here.</summary>
/// <param name="Kind">A rejection or a cancellation.</param>
/// <param name="Until">After this it is no longer worth telling: the other side's own timers have ended the trade.</param>
public sealed record TradeNotice(PeerMessageKind Kind, TradeRejectReason Reason, string Detail, DateTimeOffset Until);
