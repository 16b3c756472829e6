using System.Buffers;
using System.Text;

namespace DarkSwap.Bitcoin.Runes;

/// <summary>Reads runestones as the protocol's reference implementation does: every transaction gets the same answer, flawed ones included.</summary>
public static class RunestoneDecoder
{
    private const int LargestPayloadOnStack = 512;

    /// <summary>Reads one output script. A transaction's runestone is the first output for which this is not null; later ones don't count.</summary>
    /// <param name="script">The output's script.</param>
    /// <param name="outputCount">How many outputs the transaction has.</param>
    /// <returns>Null if the script is no runestone at all.</returns>
    public static RuneArtifact? Decode(ReadOnlySpan<byte> script, int outputCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outputCount);
        if (!RunestonePayload.IsRunestone(script))
        {
            return null;
        }

        var rented = script.Length > LargestPayloadOnStack ? ArrayPool<byte>.Shared.Rent(script.Length) : null;
        try
        {
            var payload = rented is null ? stackalloc byte[LargestPayloadOnStack] : rented;
            return RunestonePayload.CopyPushes(script, payload, out var length) is { } flaw
                ? new Cenotaph { Flaw = flaw }
                : DecodePayload(payload[..length], (uint)outputCount);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static RuneArtifact DecodePayload(ReadOnlySpan<byte> payload, uint outputCount)
    {
        if (!AreIntegers(payload))
        {
            return new Cenotaph { Flaw = RunestoneFlaw.Varint };
        }

        var fields = new RunestoneFields();
        var edicts = new List<Edict>();
        var flaw = ReadMessage(payload, outputCount, fields, edicts);
        var flags = fields.Take(RunestoneTag.Flags) ?? UInt128.Zero;
        var etching = HasFlag(flags, RunestoneFlags.Etching) ? TakeEtching(fields, flags) : null;
        var mint = fields.TakeMint();
        var pointer = outputCount == 0 ? null : (uint?)fields.Take(RunestoneTag.Pointer, outputCount - 1);
        if (etching is { MaximumSupply: null })
        {
            flaw ??= RunestoneFlaw.SupplyOverflow;
        }

        if ((flags & ~KnownFlags(etching is not null)) != UInt128.Zero)
        {
            flaw ??= RunestoneFlaw.UnrecognizedFlag;
        }

        if (fields.HasEvenTagLeft)
        {
            flaw ??= RunestoneFlaw.UnrecognizedEvenTag;
        }

        return flaw is { } found
            ? new Cenotaph { Flaw = found, Mint = mint, EtchedName = etching?.Name }
            : new Runestone { Edicts = edicts, Etching = etching, Mint = mint, Pointer = pointer };
    }

    /// <summary>One bad integer anywhere voids the whole message, also its mint and etching, so all are read before any has an effect.</summary>
    private static bool AreIntegers(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            if (RuneVarint.TryRead(payload, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            payload = payload[length..];
        }

        return true;
    }

    private static RunestoneFlaw? ReadMessage(ReadOnlySpan<byte> payload, uint outputCount, RunestoneFields fields, List<Edict> edicts)
    {
        while (!payload.IsEmpty)
        {
            var tag = Next(ref payload);
            if (tag == (UInt128)(byte)RunestoneTag.Body)
            {
                return ReadEdicts(payload, outputCount, edicts);
            }

            if (payload.IsEmpty)
            {
                return RunestoneFlaw.TruncatedField;
            }

            fields.Add(tag, Next(ref payload));
        }

        return null;
    }

    private static RunestoneFlaw? ReadEdicts(ReadOnlySpan<byte> payload, uint outputCount, List<Edict> edicts)
    {
        var id = default(RuneId);
        Span<UInt128> integers = stackalloc UInt128[4];
        while (!payload.IsEmpty)
        {
            for (var index = 0; index < integers.Length; index++)
            {
                if (payload.IsEmpty)
                {
                    return RunestoneFlaw.TrailingIntegers;
                }

                integers[index] = Next(ref payload);
            }

            if (!id.TryNext(integers[0], integers[1], out var next))
            {
                return RunestoneFlaw.EdictRuneId;
            }

            if (integers[3] > outputCount)
            {
                return RunestoneFlaw.EdictOutput;
            }

            id = next;
            edicts.Add(new Edict(id, integers[2], (uint)integers[3]));
        }

        return null;
    }

    private static UInt128 Next(ref ReadOnlySpan<byte> payload)
    {
        RuneVarint.TryRead(payload, out var value, out var length);
        payload = payload[length..];
        return value;
    }

    private static Etching TakeEtching(RunestoneFields fields, UInt128 flags) => new()
    {
        Divisibility = (byte?)fields.Take(RunestoneTag.Divisibility, Etching.MaximumDivisibility),
        Premine = fields.Take(RunestoneTag.Premine),
        Name = fields.Take(RunestoneTag.Name) is { } name ? new RuneName(name) : null,
        Spacers = (uint?)fields.Take(RunestoneTag.Spacers, SpacedRuneName.MaximumSpacers),
        Symbol = fields.Take(RunestoneTag.Symbol, uint.MaxValue) is { } symbol && Rune.TryCreate((uint)symbol, out var character) ? character : null,
        Terms = HasFlag(flags, RunestoneFlags.Terms) ? TakeTerms(fields) : null,
        IsTurbo = HasFlag(flags, RunestoneFlags.Turbo),
    };

    private static MintTerms TakeTerms(RunestoneFields fields) => new()
    {
        Amount = fields.Take(RunestoneTag.Amount),
        Cap = fields.Take(RunestoneTag.Cap),
        HeightStart = (ulong?)fields.Take(RunestoneTag.HeightStart, ulong.MaxValue),
        HeightEnd = (ulong?)fields.Take(RunestoneTag.HeightEnd, ulong.MaxValue),
        OffsetStart = (ulong?)fields.Take(RunestoneTag.OffsetStart, ulong.MaxValue),
        OffsetEnd = (ulong?)fields.Take(RunestoneTag.OffsetEnd, ulong.MaxValue),
    };

    private static UInt128 KnownFlags(bool isEtching) =>
        (UInt128)(byte)(isEtching ? RunestoneFlags.Etching | RunestoneFlags.Terms | RunestoneFlags.Turbo : RunestoneFlags.None);

    private static bool HasFlag(UInt128 flags, RunestoneFlags flag) => (flags & (byte)flag) != UInt128.Zero;
}
