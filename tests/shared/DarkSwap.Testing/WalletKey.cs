namespace DarkSwap.Testing;

/// <summary>A key of <see cref="NodeWallet"/> and its one address on regtest.</summary>
/// <param name="Type"><c>p2wpkh</c> or <c>p2tr</c>.</param>
/// <param name="Script">The output script in hex.</param>
public sealed record WalletKey(string Type, string PrivateKey, string Wif, string PublicKey, string Address, string Script);
