using DarkSwap.Orderbook.Intake;
using DarkSwap.Orderbook.Requests;
using DarkSwap.Orderbook.Telemetry;
using DarkSwap.Orderbook.Workers;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>What works on the book within one scope.</summary>
public sealed record BookParts(
    OrderbookDbContext Context,
    BookWriter Writer,
    IOrderIntake Intake,
    NeighbourRequests Neighbours,
    WorkSignals Signals,
    OrderbookMetrics Metrics,
    TimeProvider TimeProvider);
