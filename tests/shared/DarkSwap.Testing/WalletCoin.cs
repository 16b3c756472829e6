namespace DarkSwap.Testing;

/// <summary>An output that a key of <see cref="NodeWallet"/> can spend.</summary>
public sealed record WalletCoin(string TransactionId, int Index, long Satoshis, WalletKey Key)
{
    public WalletCoin(BitcoinOutput output, WalletKey key)
        : this(output.TransactionId, output.Index, output.Satoshis, key)
    {
    }

    public string OutPoint => $"{TransactionId}:{Index}";
}
