using DarkSwap.Integration.Tests.Trading;

namespace DarkSwap.Integration.Tests.Sdk;

/// <summary>One stack for all classes that use nodes as their clients do: each makes coins and orders of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneTradingStack : ICollectionFixture<TradingStack>
{
    public const string Name = "one trading stack";
}
