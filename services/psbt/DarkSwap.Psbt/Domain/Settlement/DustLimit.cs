using DarkSwap.Bitcoin.Scripts;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Smallest value that nodes relay for an output, in satoshis, at their default dust rate of 3,000 satoshis per 1,000 virtual bytes.</summary>
public static class DustLimit
{
    /// <summary>Size that spending is reckoned with: 67 virtual bytes for segwit, 148 for the rest.</summary>
    public static long Of(Script script) => script.Type == ScriptType.NullData
        ? 0
        : (8 + 1 + script.Length + (script.IsWitnessProgram ? 67 : 148)) * 3L;
}
