using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Trade.Tests.Domain;

internal sealed record TradePosition(ModelWorld World, TradeAggregate Trade, DateTimeOffset Now);
