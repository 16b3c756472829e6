namespace DarkSwap.Bitcoin.Scripts;

/// <summary>The output templates that wallets use.</summary>
public enum ScriptType
{
    NonStandard,
    PayToPublicKeyHash,
    PayToScriptHash,
    PayToWitnessPublicKeyHash,
    PayToWitnessScriptHash,
    PayToTaproot,

    /// <summary>A witness program of a version or length that has no meaning yet: anyone may spend it today.</summary>
    FutureWitnessProgram,

    /// <summary>Starts with OP_RETURN: never spendable.</summary>
    NullData,
}
