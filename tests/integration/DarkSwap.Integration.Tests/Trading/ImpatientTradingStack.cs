namespace DarkSwap.Integration.Tests.Trading;

/// <summary>Nodes that give each side as little time to sign as the options allow.</summary>
public sealed class ImpatientTradingStack : TradingStack
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["trade:signingSeconds"] = "30",
        ["trade:transitSeconds"] = "1",
    };
}
