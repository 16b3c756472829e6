using DarkSwap.Integration.Tests.Trading;

namespace DarkSwap.Integration.Tests.Processes;

/// <summary>The first trade between two nodes whose services are processes of their own.</summary>
[Trait("Category", "Server")]
[Collection(StackCollection.Name)]
public sealed class TradeBetweenStacksTests(ProcessesTradingStack stack) : FirstTrade<ProcessesTradingStack>(stack);
