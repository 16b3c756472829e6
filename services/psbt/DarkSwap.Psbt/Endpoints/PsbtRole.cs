namespace DarkSwap.Psbt.Endpoints;

/// <summary>Who has to act next on a PSBT (BIP-174).</summary>
internal enum PsbtRole
{
    Updater,
    Signer,
    Finalizer,
    Extractor,
}
