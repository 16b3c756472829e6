namespace DarkSwap.Testing;

/// <summary>An unspent output on the test chain.</summary>
public sealed record BitcoinOutput(string TransactionId, int Index, long Satoshis)
{
    public override string ToString() => $"{TransactionId}:{Index}";
}
