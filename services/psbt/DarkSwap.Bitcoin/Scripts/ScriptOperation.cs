namespace DarkSwap.Bitcoin.Scripts;

/// <summary>One opcode of a script with the bytes that it pushes.</summary>
/// <param name="Opcode">The byte in the script; for direct pushes the number of bytes pushed.</param>
/// <param name="Data">What a push with data pushes; empty for everything else, also for the small numbers.</param>
/// <param name="Offset">Where the operation starts in the script.</param>
public readonly record struct ScriptOperation(Opcode Opcode, ReadOnlyMemory<byte> Data, int Offset)
{
    /// <summary>OP_0, a direct push or OP_PUSHDATA1, 2 or 4: what carries bytes.</summary>
    public bool IsDataPush => Opcode <= Opcode.PushData4;

    /// <summary>Any opcode that only pushes, including numbers (what P2SH allows in a scriptSig).</summary>
    public bool IsPush => Opcode <= Opcode.Push16;
}
