using DarkSwap.Bitcoin.Scripts;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>What a PSBT says about one output.</summary>
public readonly struct PsbtOutput
{
    private readonly Psbt psbt;

    internal PsbtOutput(Psbt psbt, int index)
    {
        this.psbt = psbt;
        Index = index;
    }

    public int Index { get; }

    public ReadOnlySpan<PsbtRecord> Records => psbt.OutputMap(Index);

    public Script? RedeemScript => ScriptOf(PsbtOutputField.RedeemScript);

    public Script? WitnessScript => ScriptOf(PsbtOutputField.WitnessScript);

    public ReadOnlyMemory<byte>? TaprootInternalKey => PsbtMapSearch.Find(Records, PsbtOutputField.TaprootInternalKey);

    private Script? ScriptOf(byte type) => PsbtMapSearch.Find(Records, type) is { } value ? new Script(value) : null;
}
