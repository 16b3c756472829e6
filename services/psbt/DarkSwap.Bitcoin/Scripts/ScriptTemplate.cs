namespace DarkSwap.Bitcoin.Scripts;

/// <summary>Builds and recognises the standard outputs.</summary>
public static class ScriptTemplate
{
    private const int Hash160Size = 20;
    private const int Hash256Size = 32;

    public static Script PayToPublicKeyHash(ReadOnlySpan<byte> publicKeyHash) => new ScriptBuilder()
        .Add(Opcode.Duplicate).Add(Opcode.Hash160).Push(Sized(publicKeyHash, Hash160Size)).Add(Opcode.EqualVerify).Add(Opcode.CheckSignature).Build();

    public static Script PayToScriptHash(ReadOnlySpan<byte> scriptHash) => new ScriptBuilder()
        .Add(Opcode.Hash160).Push(Sized(scriptHash, Hash160Size)).Add(Opcode.Equal).Build();

    public static Script PayToWitnessPublicKeyHash(ReadOnlySpan<byte> publicKeyHash) => WitnessProgram(0, Sized(publicKeyHash, Hash160Size));

    public static Script PayToWitnessScriptHash(ReadOnlySpan<byte> scriptHash) => WitnessProgram(0, Sized(scriptHash, Hash256Size));

    /// <param name="outputKey">The tweaked x-only key, 32 bytes.</param>
    public static Script PayToTaproot(ReadOnlySpan<byte> outputKey) => WitnessProgram(1, Sized(outputKey, Hash256Size));

    /// <summary>An unspendable output that carries <paramref name="data"/> in one push.</summary>
    public static Script OpReturn(ReadOnlySpan<byte> data) => new ScriptBuilder().Add(Opcode.Return).Push(data).Build();

    /// <param name="version">0 to 16.</param>
    /// <param name="program">2 to 40 bytes.</param>
    public static Script WitnessProgram(int version, ReadOnlySpan<byte> program)
    {
        if (program.Length is < 2 or > 40)
        {
            throw new ArgumentException("A witness program has 2 to 40 bytes.", nameof(program));
        }

        return new ScriptBuilder().PushNumber(version).Push(program).Build();
    }

    internal static ScriptType Classify(ReadOnlySpan<byte> script) => script switch
    {
        [(byte)Opcode.Return, ..] => ScriptType.NullData,
        [0x00, Hash160Size, ..] when script.Length == 2 + Hash160Size => ScriptType.PayToWitnessPublicKeyHash,
        [0x00, Hash256Size, ..] when script.Length == 2 + Hash256Size => ScriptType.PayToWitnessScriptHash,
        [(byte)Opcode.Push1, Hash256Size, ..] when script.Length == 2 + Hash256Size => ScriptType.PayToTaproot,
        [(byte)Opcode.Duplicate, (byte)Opcode.Hash160, Hash160Size, .., (byte)Opcode.EqualVerify, (byte)Opcode.CheckSignature]
            when script.Length == 5 + Hash160Size => ScriptType.PayToPublicKeyHash,
        [(byte)Opcode.Hash160, Hash160Size, .., (byte)Opcode.Equal] when script.Length == 3 + Hash160Size => ScriptType.PayToScriptHash,
        [>= (byte)Opcode.Push1 and <= (byte)Opcode.Push16, var length, ..]
            when script.Length is >= 4 and <= 42 && length == script.Length - 2 => ScriptType.FutureWitnessProgram,
        _ => ScriptType.NonStandard,
    };

    private static ReadOnlySpan<byte> Sized(ReadOnlySpan<byte> bytes, int size) =>
        bytes.Length == size ? bytes : throw new ArgumentException($"{size} bytes are needed, not {bytes.Length}.", nameof(bytes));
}
