using System.Buffers;

namespace DarkSwap.Bitcoin.Runes;

/// <summary>Writes runestones as the protocol's reference implementation does, byte for byte.</summary>
public static class RunestoneEncoder
{
    /// <summary>The whole output script. Edicts are sorted by id (equal ids keep their order), since ids are written as deltas.</summary>
    /// <exception cref="ArgumentException">An edict or the mint names an id that cannot exist, such as 0:7.</exception>
    public static byte[] ToScript(Runestone runestone)
    {
        var payload = new ArrayBufferWriter<byte>();
        if (runestone.Etching is { } etching)
        {
            WriteEtching(payload, etching);
        }

        if (runestone.Mint is { } mint)
        {
            ThrowIfInvalid(mint);
            WriteField(payload, RunestoneTag.Mint, mint.Block);
            WriteField(payload, RunestoneTag.Mint, mint.TransactionIndex);
        }

        WriteField(payload, RunestoneTag.Pointer, runestone.Pointer);
        WriteEdicts(payload, runestone.Edicts);
        return RunestonePayload.ToScript(payload.WrittenSpan);
    }

    private static void WriteEtching(ArrayBufferWriter<byte> payload, Etching etching)
    {
        var flags = RunestoneFlags.Etching
            | (etching.Terms is null ? RunestoneFlags.None : RunestoneFlags.Terms)
            | (etching.IsTurbo ? RunestoneFlags.Turbo : RunestoneFlags.None);
        WriteField(payload, RunestoneTag.Flags, (byte)flags);
        WriteField(payload, RunestoneTag.Name, etching.Name?.Value);
        WriteField(payload, RunestoneTag.Divisibility, etching.Divisibility);
        WriteField(payload, RunestoneTag.Spacers, etching.Spacers);
        WriteField(payload, RunestoneTag.Symbol, (uint?)etching.Symbol?.Value);
        WriteField(payload, RunestoneTag.Premine, etching.Premine);
        if (etching.Terms is { } terms)
        {
            WriteField(payload, RunestoneTag.Amount, terms.Amount);
            WriteField(payload, RunestoneTag.Cap, terms.Cap);
            WriteField(payload, RunestoneTag.HeightStart, terms.HeightStart);
            WriteField(payload, RunestoneTag.HeightEnd, terms.HeightEnd);
            WriteField(payload, RunestoneTag.OffsetStart, terms.OffsetStart);
            WriteField(payload, RunestoneTag.OffsetEnd, terms.OffsetEnd);
        }
    }

    private static void WriteEdicts(ArrayBufferWriter<byte> payload, IReadOnlyList<Edict> edicts)
    {
        if (edicts.Count == 0)
        {
            return;
        }

        RuneVarint.Write(payload, (byte)RunestoneTag.Body);
        var previous = default(RuneId);
        foreach (var edict in edicts.OrderBy(edict => edict.Id))
        {
            ThrowIfInvalid(edict.Id);
            var isSameBlock = edict.Id.Block == previous.Block;
            RuneVarint.Write(payload, edict.Id.Block - previous.Block);
            RuneVarint.Write(payload, isSameBlock ? edict.Id.TransactionIndex - previous.TransactionIndex : edict.Id.TransactionIndex);
            RuneVarint.Write(payload, edict.Amount);
            RuneVarint.Write(payload, edict.Output);
            previous = edict.Id;
        }
    }

    private static void WriteField(ArrayBufferWriter<byte> payload, RunestoneTag tag, UInt128? value)
    {
        if (value is { } present)
        {
            RuneVarint.Write(payload, (byte)tag);
            RuneVarint.Write(payload, present);
        }
    }

    private static void ThrowIfInvalid(RuneId id)
    {
        if (!id.IsValid)
        {
            throw new ArgumentException($"No rune can have the id {id}.", nameof(id));
        }
    }
}
