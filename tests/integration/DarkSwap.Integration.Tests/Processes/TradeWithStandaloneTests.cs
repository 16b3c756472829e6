using DarkSwap.Integration.Tests.Trading;

namespace DarkSwap.Integration.Tests.Processes;

/// <summary>The first trade between a node of several processes and a standalone one.</summary>
[Trait("Category", "Server")]
[Collection(StackCollection.Name)]
public sealed class TradeWithStandaloneTests(MixedTradingStack stack) : FirstTrade<MixedTradingStack>(stack);
