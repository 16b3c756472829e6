using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;
using static DarkSwap.Psbt.Tests.RuneIndex.TestTransactions;

namespace DarkSwap.Psbt.Tests.RuneIndex;

public sealed class RuneTransferTests
{
    private const uint Premine = 1_000;
    private readonly MemoryLedger ledger = new();
    private readonly Transaction etching;
    private readonly RuneId id;

    public RuneTransferTests()
    {
        etching = Funding(1, ScriptOf(new Runestone { Etching = new Etching { Premine = Premine, Terms = new MintTerms { Amount = 10, Cap = 3 } } }), PlainScript);
        id = ledger.Mine(etching).Etched[0].Id;
    }

    private OutPoint Coin => etching.Out(1);

    [Fact]
    public void Without_a_runestone_all_goes_to_the_first_output_that_can_be_spent() =>
        Amounts(Spend([Coin], DataScript, PlainScript, PlainScript)).ShouldBe([0, Premine, 0]);

    [Fact]
    public void Leftovers_go_to_the_pointer() =>
        Amounts(Spend([Coin], PlainScript, Stone(2, new Edict(id, 100, 0)), PlainScript)).ShouldBe([100, 0, 900]);

    [Fact]
    public void Edicts_run_in_order_and_give_what_is_left() =>
        Amounts(Spend([Coin], PlainScript, PlainScript, PlainScript, Stone(null, new Edict(id, 999, 1), new Edict(id, 999, 2)))).ShouldBe([0, 999, 1, 0]);

    [Fact]
    public void Amount_zero_is_all_that_is_left() =>
        Amounts(Spend([Coin], PlainScript, PlainScript, Stone(null, new Edict(id, 1, 0), new Edict(id, 0, 1)))).ShouldBe([1, 999, 0]);

    [Fact]
    public void Amount_zero_to_all_divides_evenly_and_the_first_get_the_remainder() =>
        Amounts(Spend([Coin], PlainScript, Stone(null, new Edict(id, 0, 4)), PlainScript, PlainScript)).ShouldBe([334, 0, 333, 333]);

    [Fact]
    public void An_amount_to_all_is_given_to_each_while_it_lasts() =>
        Amounts(Spend([Coin], PlainScript, PlainScript, PlainScript, Stone(null, new Edict(id, 400, 4)))).ShouldBe([400, 400, 200, 0]);

    [Fact]
    public void Nothing_is_spread_when_no_output_can_be_spent()
    {
        Amounts(Spend([Coin], Stone(null, new Edict(id, 0, 1)))).ShouldBe([0]);
        ledger.Runes[id].Burned.ShouldBe((UInt128)Premine);
    }

    [Fact]
    public void What_is_sent_to_an_OP_RETURN_burns()
    {
        Amounts(Spend([Coin], PlainScript, Stone(null, new Edict(id, 30, 1)))).ShouldBe([970, 0]);
        ledger.Runes[id].Burned.ShouldBe((UInt128)30);
    }

    [Fact]
    public void A_pointer_to_an_OP_RETURN_burns_the_rest()
    {
        Amounts(Spend([Coin], PlainScript, Stone(1, new Edict(id, 30, 0)))).ShouldBe([30, 0]);
        ledger.Runes[id].Burned.ShouldBe((UInt128)970);
    }

    [Fact]
    public void A_cenotaph_burns_everything()
    {
        Amounts(Spend([Coin], PlainScript, CenotaphScript)).ShouldBe([0, 0]);
        ledger.Runes[id].Burned.ShouldBe((UInt128)Premine);
    }

    [Fact]
    public void Edicts_for_runes_that_are_not_there_do_nothing() =>
        Amounts(Spend([Coin], PlainScript, PlainScript, Stone(null, new Edict(new RuneId(1, 7), 5, 1), new Edict(default, 5, 1)))).ShouldBe([Premine, 0, 0]);

    [Fact]
    public void An_etching_hands_out_its_premine_by_edicts_for_zero()
    {
        var stone = new Runestone { Etching = new Etching { Premine = 50 }, Edicts = [new Edict(default, 20, 2)] };
        var transaction = Funding(2, PlainScript, ScriptOf(stone), PlainScript);

        var rune = ledger.Mine(transaction).Etched[0].Id;

        ledger.Held(transaction.Out(0), rune).ShouldBe((UInt128)30);
        ledger.Held(transaction.Out(2), rune).ShouldBe((UInt128)20);
    }

    [Fact]
    public void Runes_pass_through_several_transactions_of_one_block()
    {
        var first = Spend([Coin], PlainScript);
        var second = Spend([first.Out(0)], PlainScript, Stone(null, new Edict(id, 1, 0)));

        var changes = ledger.Mine(first, second);

        changes.Created.ShouldHaveSingleItem().OutPoint.ShouldBe(second.Out(0));
        ledger.Held(second.Out(0), id).ShouldBe((UInt128)Premine);
    }

    [Fact]
    public void A_mint_gives_its_amount_until_the_cap_is_reached()
    {
        var mints = Enumerable.Range(10, 4).Select(seed => Funding(seed, PlainScript, MintStone)).ToArray();

        ledger.Mine(mints);

        mints.Select(mint => ledger.Held(mint.Out(0), id)).ShouldBe(new UInt128[] { 10, 10, 10, 0 });
        ledger.Runes[id].Mints.ShouldBe((UInt128)3);
        ledger.Runes[id].Supply.ShouldBe((UInt128)1_030);
    }

    [Fact]
    public void A_mint_in_a_cenotaph_counts_and_burns()
    {
        var script = new Bitcoin.Scripts.Script((byte[])[0x6A, 0x5D, 6, 20, 1, 20, 1, 24, 0]);
        id.ShouldBe(new RuneId(1, 1));

        ledger.Mine(Funding(10, PlainScript, script));

        ledger.Runes[id].Mints.ShouldBe((UInt128)1);
        ledger.Runes[id].Burned.ShouldBe((UInt128)10);
    }

    [Fact]
    public void A_rune_cannot_be_minted_by_the_transaction_that_etches_it()
    {
        var here = new RuneId(2, 1);
        var stone = new Runestone { Etching = new Etching { Terms = new MintTerms { Amount = 10, Cap = 3 } }, Mint = here };

        ledger.Mine(Funding(2, PlainScript, ScriptOf(stone))).Etched.ShouldHaveSingleItem().Mints.ShouldBe(UInt128.Zero);
    }

    [Fact]
    public void A_rune_can_be_minted_later_in_the_block_that_etches_it()
    {
        var here = new RuneId(2, 1);
        var open = ScriptOf(new Runestone { Etching = new Etching { Terms = new MintTerms { Amount = 10, Cap = 3 } } });
        var mint = Funding(3, PlainScript, ScriptOf(new Runestone { Mint = here }));

        ledger.Mine(Funding(2, PlainScript, open), mint);

        ledger.Held(mint.Out(0), here).ShouldBe((UInt128)10);
    }

    private Bitcoin.Scripts.Script MintStone => ScriptOf(new Runestone { Mint = id });

    private static Bitcoin.Scripts.Script Stone(uint? pointer, params Edict[] edicts) => ScriptOf(new Runestone { Edicts = edicts, Pointer = pointer });

    private uint[] Amounts(Transaction transaction)
    {
        ledger.Mine(transaction);
        return [.. Enumerable.Range(0, transaction.Outputs.Length).Select(index => (uint)ledger.Held(transaction.Out((uint)index), id))];
    }
}
