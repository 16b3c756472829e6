namespace DarkSwap.Bitcoin.Transactions;

/// <summary>Whether witnesses are part of a serialization (BIP-144).</summary>
public enum TransactionFormat
{
    WithWitness,
    WithoutWitness,
}
