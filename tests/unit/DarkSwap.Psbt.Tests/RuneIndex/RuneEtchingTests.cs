using System.Text;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using static DarkSwap.Psbt.Tests.RuneIndex.TestTransactions;

namespace DarkSwap.Psbt.Tests.RuneIndex;

public sealed class RuneEtchingTests
{
    private static readonly RuneName Name = NameOf("DARKSWAPTESTRUNE");
    private readonly MemoryLedger ledger = new();

    [Fact]
    public void Etches_five_blocks_after_the_commitment()
    {
        var reveal = CommitAndReveal(Name, blocksBetween: 4, new Etching { Name = Name, Premine = 1_000 });

        var changes = ledger.Mine(reveal);

        var rune = changes.Etched.ShouldHaveSingleItem();
        rune.Id.ShouldBe(new RuneId(6, 1));
        rune.Name.Name.ShouldBe(Name);
        ledger.Held(reveal.Out(1), rune.Id).ShouldBe((UInt128)1_000);
    }

    [Fact]
    public void Does_not_etch_four_blocks_after_the_commitment()
    {
        var reveal = CommitAndReveal(Name, blocksBetween: 3, new Etching { Name = Name, Premine = 1_000 });

        ledger.Mine(reveal).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Does_not_etch_from_an_output_that_is_not_taproot()
    {
        var commit = Funding(1, PlainScript);
        ledger.Mine(commit);
        ledger.MineEmpty(9);

        ledger.Mine(Spend([Reveal(commit.Out(0), Name)], ScriptOf(new Runestone { Etching = new Etching { Name = Name } }), PlainScript)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Does_not_etch_another_name_than_the_committed_one()
    {
        var reveal = CommitAndReveal(NameOf("DARKSWAPTESTRUNF"), blocksBetween: 9, new Etching { Name = Name });

        ledger.Mine(reveal).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Does_not_etch_without_a_script_path()
    {
        var commit = Funding(1, TaprootScript);
        ledger.Mine(commit);
        ledger.MineEmpty(9);
        var keyPath = Input(commit.Out(0)) with { Witness = new Witness([new byte[64]]) };

        ledger.Mine(Spend([keyPath], ScriptOf(new Runestone { Etching = new Etching { Name = Name } }), PlainScript)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Finds_the_tapscript_in_front_of_an_annex()
    {
        var commit = Funding(1, TaprootScript);
        ledger.Mine(commit);
        ledger.MineEmpty(9);
        var withAnnex = Input(commit.Out(0)) with
        {
            Witness = new Witness([new byte[64], TapscriptOf(Name.ToCommitment()).Bytes, new byte[33], new byte[] { 0x50, 1 }]),
        };

        ledger.Mine(Spend([withAnnex], ScriptOf(new Runestone { Etching = new Etching { Name = Name } }), PlainScript)).Etched.Count.ShouldBe(1);
    }

    [Fact]
    public void A_commitment_behind_a_broken_push_does_not_count()
    {
        var commit = Funding(1, TaprootScript);
        ledger.Mine(commit);
        ledger.MineEmpty(9);
        byte[] broken = [0x4C, 0xFF, .. new ScriptBuilder().Push(Name.ToCommitment()).Build().Bytes.Span];
        var input = Input(commit.Out(0)) with { Witness = new Witness([broken, new byte[33]]) };

        ledger.Mine(Spend([input], ScriptOf(new Runestone { Etching = new Etching { Name = Name } }), PlainScript)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_name_is_given_once()
    {
        ledger.Mine(CommitAndReveal(Name, 9, new Etching { Name = Name }, seed: 1)).Etched.Count.ShouldBe(1);

        ledger.Mine(CommitAndReveal(Name, 9, new Etching { Name = Name }, seed: 2)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Of_two_etchings_in_one_block_the_first_gets_the_name()
    {
        var commits = Funding(1, TaprootScript, TaprootScript);
        ledger.Mine(commits);
        ledger.MineEmpty(9);
        var stone = ScriptOf(new Runestone { Etching = new Etching { Name = Name } });
        var first = Spend([Reveal(commits.Out(0), Name)], stone, PlainScript);

        var changes = ledger.Mine(first, Spend([Reveal(commits.Out(1), Name)], stone, PlainScript));

        changes.Etched.ShouldHaveSingleItem().EtchingTransaction.ShouldBe(first.Id);
    }

    [Theory]
    [InlineData("ZZYZXBRKWXVA", 1)]
    [InlineData("AAAAAAAAAAAA", 0)]
    public void Names_below_the_minimum_of_the_height_are_not_etched(string text, int etched)
    {
        var name = NameOf(text);
        var reveal = CommitAndReveal(name, blocksBetween: 9, new Etching { Name = name });

        ledger.Mine(reveal).Etched.Count.ShouldBe(etched);
    }

    [Fact]
    public void Reserved_names_cannot_be_etched_by_name()
    {
        var reveal = CommitAndReveal(RuneName.FirstReserved, blocksBetween: 9, new Etching { Name = RuneName.FirstReserved });

        ledger.Mine(reveal).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_nameless_etching_gets_the_reserved_name_of_its_place_and_needs_no_commitment()
    {
        var changes = ledger.Mine(Funding(1, PlainScript), Funding(2, ScriptOf(new Runestone { Etching = new Etching { Premine = 7 } }), PlainScript));

        var rune = changes.Etched.ShouldHaveSingleItem();
        rune.Id.ShouldBe(new RuneId(1, 2));
        rune.Name.Name.ShouldBe(RuneName.Reserved(rune.Id));
        ledger.Circulating(rune.Id).ShouldBe((UInt128)7);
    }

    [Fact]
    public void Keeps_all_that_the_etching_says()
    {
        var terms = new MintTerms { Amount = 5, Cap = 10, HeightStart = 1, HeightEnd = 2, OffsetStart = 3, OffsetEnd = 4 };
        var etching = new Etching { Name = Name, Divisibility = 38, Spacers = 5, Symbol = new Rune('¤'), Premine = UInt128.MaxValue - 50, Terms = terms, IsTurbo = true };
        var reveal = CommitAndReveal(Name, 9, etching);

        var rune = ledger.Mine(reveal).Etched.ShouldHaveSingleItem();

        rune.Divisibility.ShouldBe(38);
        rune.Name.Spacers.ShouldBe(5u);
        rune.Symbol.ShouldBe(new Rune('¤'));
        rune.Premine.ShouldBe(UInt128.MaxValue - 50);
        rune.Terms.ShouldBe(terms);
        rune.IsTurbo.ShouldBeTrue();
        rune.EtchingTransaction.ShouldBe(reveal.Id);
        rune.EtchedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + (long)rune.Id.Block));
    }

    [Fact]
    public void A_cenotaph_uses_up_the_name_and_leaves_a_rune_without_supply()
    {
        var commit = Funding(1, TaprootScript);
        ledger.Mine(commit);
        ledger.MineEmpty(9);
        byte[] payload = [.. Varint(2), .. Varint(3), .. Varint(4), .. Varint(Name.Value), .. Varint(6), .. Varint(9), .. Varint(8), .. Varint(5), .. Varint(10), .. Varint(1), .. Varint(24), .. Varint(0)];
        var script = new Script((byte[])[0x6A, 0x5D, (byte)payload.Length, .. payload]);

        var rune = ledger.Mine(Spend([Reveal(commit.Out(0), Name)], script, PlainScript)).Etched.ShouldHaveSingleItem();

        rune.Name.Name.ShouldBe(Name);
        rune.Premine.ShouldBe(UInt128.Zero);
        rune.Terms.ShouldBeNull();
        ledger.Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void A_nameless_cenotaph_etches_nothing() =>
        ledger.Mine(Funding(1, Script.Parse("6a5d0402011800"), PlainScript)).IsEmpty.ShouldBeTrue();

    private static byte[] Varint(UInt128 value)
    {
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        RuneVarint.Write(writer, value);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Mines the commitment and the blocks between; the transaction returned reveals it in the block after them.</summary>
    private Transaction CommitAndReveal(RuneName committed, int blocksBetween, Etching etching, int seed = 1)
    {
        var commit = Funding(seed, TaprootScript);
        ledger.Mine(commit);
        ledger.MineEmpty(blocksBetween);
        return Spend([Reveal(commit.Out(0), committed)], ScriptOf(new Runestone { Etching = etching }), PlainScript);
    }
}
