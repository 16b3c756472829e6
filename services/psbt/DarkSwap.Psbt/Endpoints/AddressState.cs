namespace DarkSwap.Psbt.Endpoints;

internal enum AddressState
{
    /// <summary>The UTXO set is being searched for coins that it had before; new ones are noticed already.</summary>
    Backfilling,
    Followed,
}
