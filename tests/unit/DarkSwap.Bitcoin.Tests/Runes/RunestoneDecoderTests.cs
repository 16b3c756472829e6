using System.Buffers;
using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Bitcoin.Tests.Runes;

public sealed class RunestoneDecoderTests
{
    private static readonly RuneId SomeRune = new(840_000, 3);

    [Fact]
    public void Ignores_the_odd_tag_that_carries_protostones()
    {
        var script = ScriptOf(16_383, 1, 16_383, UInt128.MaxValue, 22, 1, 0, 840_000, 3, 7, 0);

        var runestone = RunestoneDecoder.Decode(script, 2).ShouldBeOfType<Runestone>();

        runestone.Edicts.ShouldBe([new Edict(SomeRune, 7, 0)]);
        runestone.Pointer.ShouldBe(1u);
    }

    [Fact]
    public void A_cenotaph_still_tells_its_mint_and_its_etched_name()
    {
        var cenotaph = RunestoneDecoder.Decode(ScriptOf(2, 1, 4, 99, 20, 840_000, 20, 3, 24, 0), 1).ShouldBeOfType<Cenotaph>();

        cenotaph.ShouldBe(new Cenotaph { Flaw = RunestoneFlaw.UnrecognizedEvenTag, Mint = SomeRune, EtchedName = new RuneName(99) });
    }

    [Fact]
    public void A_bad_integer_anywhere_voids_the_mint_too()
    {
        byte[] script = [0x6A, 0x5D, 0x06, 20, 1, 20, 1, 127, 0x80];

        RunestoneDecoder.Decode(script, 1).ShouldBe(new Cenotaph { Flaw = RunestoneFlaw.Varint });
    }

    [Fact]
    public void A_pointer_to_the_number_of_outputs_is_flawed_though_an_edict_to_it_is_not()
    {
        RunestoneDecoder.Decode(ScriptOf(22, 3), 3).ShouldBeOfType<Cenotaph>().Flaw.ShouldBe(RunestoneFlaw.UnrecognizedEvenTag);
        RunestoneDecoder.Decode(ScriptOf(22, 2), 3).ShouldBeOfType<Runestone>().Pointer.ShouldBe(2u);
        RunestoneDecoder.Decode(ScriptOf(0, 1, 1, 1, 3), 3).ShouldBeOfType<Runestone>().Edicts.ShouldBe([new Edict(new RuneId(1, 1), 1, 3)]);
    }

    [Fact]
    public void The_first_flaw_is_the_one_named()
    {
        // An edict beyond the outputs, a supply over 128 bits, an unknown flag and an unknown even tag.
        var script = ScriptOf(2, 3 + 8, 8, 2, 10, UInt128.MaxValue, 24, 0, 0, 1, 1, 1, 9);

        RunestoneDecoder.Decode(script, 1).ShouldBeOfType<Cenotaph>().Flaw.ShouldBe(RunestoneFlaw.EdictOutput);
    }

    [Fact]
    public void A_third_mint_value_is_flawed_but_the_mint_counts()
    {
        var cenotaph = RunestoneDecoder.Decode(ScriptOf(20, 840_000, 20, 3, 20, 1), 1).ShouldBeOfType<Cenotaph>();

        cenotaph.Flaw.ShouldBe(RunestoneFlaw.UnrecognizedEvenTag);
        cenotaph.Mint.ShouldBe(SomeRune);
    }

    [Theory]
    [InlineData(0xD800u)]
    [InlineData(0x110000u)]
    public void A_symbol_that_is_no_character_is_ignored(uint symbol) =>
        RunestoneDecoder.Decode(ScriptOf(2, 1, 5, symbol), 1).ShouldBeOfType<Runestone>().Etching.ShouldBe(new Etching());

    [Fact]
    public void Reads_a_payload_of_the_size_of_a_block()
    {
        UInt128[] integers = [0, .. Enumerable.Repeat<UInt128>(1, 400_000)];

        var runestone = RunestoneDecoder.Decode(ScriptOf(integers), 1).ShouldBeOfType<Runestone>();

        runestone.Edicts.Count.ShouldBe(100_000);
        runestone.Edicts[^1].Id.ShouldBe(new RuneId(100_000, 1));
    }

    private static byte[] ScriptOf(params UInt128[] integers)
    {
        var payload = new ArrayBufferWriter<byte>();
        foreach (var integer in integers)
        {
            RuneVarint.Write(payload, integer);
        }

        return [0x6A, 0x5D, 0x4E, .. BitConverter.GetBytes(payload.WrittenCount), .. payload.WrittenSpan];
    }
}
