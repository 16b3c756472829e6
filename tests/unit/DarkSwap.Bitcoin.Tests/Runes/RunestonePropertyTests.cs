using System.Text;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Primitives;
using FsCheck;
using FsCheck.Fluent;

namespace DarkSwap.Bitcoin.Tests.Runes;

public sealed class RunestonePropertyTests
{
    private const int OutputCount = 9;

    [Fact]
    public void What_is_encoded_decodes_to_the_same() =>
        Prop.ForAll(Runestones().ToArbitrary(), runestone => AreEqual(RunestoneDecoder.Decode(RunestoneEncoder.ToScript(runestone), OutputCount), runestone))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Names_survive_their_text() =>
        Prop.ForAll(Integers().Select(value => new RuneName(value)).ToArbitrary(), name => RuneName.TryParse(name.ToString(), out var read) && read == name)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Integers_survive_their_encoding() =>
        Prop.ForAll(
            Integers().ToArbitrary(),
            value =>
            {
                var buffer = new System.Buffers.ArrayBufferWriter<byte>();
                RuneVarint.Write(buffer, value);
                return RuneVarint.TryRead(buffer.WrittenSpan, out var read, out var length) == System.Buffers.OperationStatus.Done
                    && read == value && length == buffer.WrittenCount;
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_scripts_never_throw_and_never_name_an_output_beyond_the_last(ulong seed)
    {
        var random = new SeededRandomSource(seed);
        foreach (var section in new[] { "decipher", "encipher" })
        {
            for (var index = 0; index < RunestoneFacts.Names(section).Count; index++)
            {
                var original = RunestoneFacts.ScriptOf(RunestoneFacts.Get(section, index));
                for (var round = 0; round < 300; round++)
                {
                    CheckBounds(Damage(original, random), seed);
                }
            }
        }
    }

    [Fact]
    public void Random_bytes_behind_the_prefix_never_throw()
    {
        var random = new SeededRandomSource(7);
        var bytes = new byte[64];
        for (var round = 0; round < 20_000; round++)
        {
            random.Fill(bytes);
            CheckBounds([0x6A, 0x5D, .. bytes.AsSpan(0, bytes[0] % bytes.Length)], 7);
        }
    }

    private static void CheckBounds(byte[] script, ulong seed)
    {
        for (var outputs = 0; outputs < 3; outputs++)
        {
            if (RunestoneDecoder.Decode(script, outputs) is Runestone runestone)
            {
                var isBounded = runestone.Edicts.All(edict => edict.Output <= outputs && edict.Id.IsValid)
                    && !(runestone.Pointer >= outputs)
                    && runestone.Etching is not { MaximumSupply: null };
                isBounded.ShouldBeTrue($"seed {seed}: {Convert.ToHexString(script)}");
            }
        }
    }

    private static byte[] Damage(byte[] original, SeededRandomSource random)
    {
        Span<byte> choice = stackalloc byte[3];
        random.Fill(choice);
        List<byte> script = [.. original];
        for (var step = 0; step <= choice[0] % 3; step++)
        {
            random.Fill(choice);
            var position = 2 + (choice[1] % (script.Count - 1));
            switch (choice[0] % 3)
            {
                case 0:
                    script.Insert(Math.Min(position, script.Count), choice[2]);
                    break;
                case 1 when position < script.Count:
                    script.RemoveAt(position);
                    break;
                case 2 when position < script.Count:
                    script[position] ^= choice[2];
                    break;
                default:
                    break;
            }
        }

        return [.. script];
    }

    private static bool AreEqual(RuneArtifact? artifact, Runestone expected) =>
        artifact is Runestone actual
        && actual.Edicts.SequenceEqual(expected.Edicts.OrderBy(edict => edict.Id))
        && actual.Etching == expected.Etching
        && actual.Mint == expected.Mint
        && actual.Pointer == expected.Pointer;

    private static Gen<UInt128> Integers() =>
        from bits in Gen.Choose(0, 128)
        from high in ArbMap.Default.GeneratorFor<ulong>()
        from low in ArbMap.Default.GeneratorFor<ulong>()
        from isAllOnes in ArbMap.Default.GeneratorFor<bool>()
        select bits == 0 ? UInt128.Zero : (isAllOnes ? UInt128.MaxValue : new UInt128(high, low)) >> (128 - bits);

    private static Gen<T?> Optional<T>(Gen<T> values)
        where T : struct =>
        from isPresent in ArbMap.Default.GeneratorFor<bool>()
        from value in values
        select isPresent ? value : (T?)null;

    private static Gen<RuneId> Ids() =>
        from block in Integers()
        from index in Integers()
        select (ulong)block == 0 ? default : new RuneId((ulong)block, (uint)index);

    private static Gen<Edict> Edicts() =>
        from id in Ids()
        from amount in Integers()
        from output in Gen.Choose(0, OutputCount)
        select new Edict(id, amount, (uint)output);

    private static Gen<MintTerms> Terms() =>
        from amount in Optional(Integers().Select(value => value >> 66))
        from cap in Optional(Integers().Select(value => value >> 66))
        from heightStart in Optional(Integers().Select(value => (ulong)value))
        from heightEnd in Optional(Integers().Select(value => (ulong)value))
        from offsetStart in Optional(Integers().Select(value => (ulong)value))
        from offsetEnd in Optional(Integers().Select(value => (ulong)value))
        select new MintTerms { Amount = amount, Cap = cap, HeightStart = heightStart, HeightEnd = heightEnd, OffsetStart = offsetStart, OffsetEnd = offsetEnd };

    private static Gen<Etching> Etchings() =>
        from divisibility in Optional(Gen.Choose(0, Etching.MaximumDivisibility))
        from premine in Optional(Integers().Select(value => value >> 2))
        from name in Optional(Integers())
        from spacers in Optional(Gen.Choose(0, (int)SpacedRuneName.MaximumSpacers))
        from symbol in Optional(Gen.Choose(0, 0xD7FF))
        from hasTerms in ArbMap.Default.GeneratorFor<bool>()
        from terms in Terms()
        from isTurbo in ArbMap.Default.GeneratorFor<bool>()
        select new Etching
        {
            Divisibility = (byte?)divisibility,
            Premine = premine,
            Name = name is { } value ? new RuneName(value) : null,
            Spacers = (uint?)spacers,
            Symbol = symbol is { } character ? new Rune(character) : null,
            Terms = hasTerms ? terms : null,
            IsTurbo = isTurbo,
        };

    private static Gen<Runestone> Runestones() =>
        from edicts in Edicts().ListOf()
        from hasEtching in ArbMap.Default.GeneratorFor<bool>()
        from etching in Etchings()
        from mint in Optional(Ids())
        from pointer in Optional(Gen.Choose(0, OutputCount - 1))
        select new Runestone { Edicts = [.. edicts], Etching = hasEtching ? etching : null, Mint = mint, Pointer = (uint?)pointer };
}
