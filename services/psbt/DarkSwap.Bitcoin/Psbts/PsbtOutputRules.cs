namespace DarkSwap.Bitcoin.Psbts;

/// <summary>What an output's map may hold.</summary>
internal static class PsbtOutputRules
{
    public static PsbtErrorReason? Check(PsbtRecord record)
    {
        var key = record.KeyData.Span;
        return record.Type switch
        {
            PsbtOutputField.RedeemScript or PsbtOutputField.WitnessScript => PsbtFieldFormats.Single(record, true),
            PsbtOutputField.KeyDerivation => PsbtFieldFormats.Keyed(PsbtFieldFormats.IsPublicKey(key), PsbtFieldFormats.IsKeyOrigin(record.Value.Span)),
            PsbtOutputField.Amount or PsbtOutputField.Script when key.IsEmpty => PsbtErrorReason.FieldOfOtherVersion,
            PsbtOutputField.TaprootInternalKey => PsbtFieldFormats.Single(record, record.Value.Length == 32),
            PsbtOutputField.TaprootTree => PsbtFieldFormats.Single(record, PsbtFieldFormats.IsTaprootTree(record.Value)),
            PsbtOutputField.TaprootKeyDerivation => PsbtFieldFormats.Keyed(key.Length == 32, PsbtFieldFormats.IsTaprootKeyOrigin(record.Value)),
            PsbtGlobalField.Proprietary => PsbtFieldFormats.Proprietary(record),
            _ => PsbtFieldFormats.Unknown(record),
        };
    }
}
