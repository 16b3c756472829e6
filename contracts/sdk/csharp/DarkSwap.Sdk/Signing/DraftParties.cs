namespace DarkSwap.Sdk.Signing;

/// <summary>Whose order it is, and where.</summary>
/// <param name="Maker">Peer id of the key that signs.</param>
/// <param name="Agent">Peer id of the node that trades for it.</param>
/// <param name="Network">For example <c>regtest:0f9188f1</c>.</param>
internal sealed record DraftParties(string Maker, string Agent, string Network);
