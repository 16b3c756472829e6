namespace DarkSwap.Integration.Tests.Trading;

/// <summary>The first trade between two standalone nodes.</summary>
public sealed class FirstTradeTests(TradingStack stack) : FirstTrade<TradingStack>(stack);
