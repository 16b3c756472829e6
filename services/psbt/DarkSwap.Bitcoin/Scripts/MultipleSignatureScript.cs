using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace DarkSwap.Bitcoin.Scripts;

/// <summary>The classic m-of-n script: m, n public keys, n, OP_CHECKMULTISIG.</summary>
public sealed record MultipleSignatureScript(int RequiredSignatures, ImmutableArray<ReadOnlyMemory<byte>> PublicKeys)
{
    public const int MaximumKeys = 16;

    public static bool TryParse(Script script, [NotNullWhen(true)] out MultipleSignatureScript? parsed)
    {
        parsed = null;
        var reader = script.GetReader();
        if (!reader.TryRead(out var first) || !TryGetNumber(first, out var required))
        {
            return false;
        }

        var keys = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (reader.TryRead(out var operation))
        {
            if (operation.IsDataPush && operation.Data.Length is 33 or 65 && keys.Count < MaximumKeys)
            {
                keys.Add(operation.Data);
                continue;
            }

            if (!TryGetNumber(operation, out var count) || count != keys.Count || required > count
                || !reader.TryRead(out var last) || last.Opcode != Opcode.CheckMultipleSignatures || !reader.IsAtEnd)
            {
                return false;
            }

            parsed = new(required, keys.ToImmutable());
            return true;
        }

        return false;
    }

    private static bool TryGetNumber(ScriptOperation operation, out int number)
    {
        number = (int)operation.Opcode - (int)Opcode.Push1 + 1;
        return operation.Opcode is >= Opcode.Push1 and <= Opcode.Push16;
    }
}
