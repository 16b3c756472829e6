namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>Tests that share one js process, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class JsCollection : ICollectionFixture<JsProcess>
{
    internal const string Name = "js-libp2p";
}
