using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Domain.Settlement;

namespace DarkSwap.Psbt.Tests.Settlement;

public sealed class SettlementSimulationTests
{
    private static readonly RuneId Rune = new(840_000, 3);
    private static readonly Script Alice = ScriptTemplate.PayToTaproot(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly Script Bob = ScriptTemplate.PayToTaproot(Enumerable.Repeat((byte)2, 32).ToArray());

    [Fact]
    public void Gives_everything_to_the_first_spendable_output_without_a_runestone() =>
        Received(10, ScriptTemplate.OpReturn([1]), Alice, Bob).ShouldBe([0u, 10u, 0u]);

    [Fact]
    public void Gives_what_edicts_leave_to_the_pointer() =>
        Received(10, Alice, Bob, Runestone(pointer: 1, new Edict(Rune, 4, 0))).ShouldBe([4u, 6u, 0u]);

    [Fact]
    public void Shrinks_an_edict_to_what_is_there() =>
        Received(10, Alice, Bob, Runestone(pointer: 1, new Edict(Rune, 400, 0))).ShouldBe([10u, 0u, 0u]);

    [Fact]
    public void Moves_all_the_rest_by_an_edict_of_zero() =>
        Received(10, Alice, Bob, Runestone(pointer: 0, new Edict(Rune, 3, 0), new Edict(Rune, 0, 1))).ShouldBe([3u, 7u, 0u]);

    [Fact]
    public void Spreads_evenly_by_an_edict_to_all_outputs() =>
        Received(11, Alice, Bob, Runestone(pointer: 0, new Edict(Rune, 0, 3))).ShouldBe([6u, 5u, 0u]);

    [Fact]
    public void Spreads_an_amount_to_each_output_while_it_lasts() =>
        Received(11, Alice, Bob, Runestone(pointer: 0, new Edict(Rune, 8, 3))).ShouldBe([8u, 3u, 0u]);

    [Fact]
    public void Burns_what_an_edict_sends_to_an_op_return() =>
        Received(11, Alice, Bob, Runestone(pointer: 0, new Edict(Rune, 8, 2))).ShouldBe([3u, 0u, 0u]);

    [Fact]
    public void Burns_everything_by_a_cenotaph()
    {
        var flawed = new Script(new byte[] { 0x6A, 0x5D, 0x01, 0x80 });

        Received(11, Alice, Bob, flawed).ShouldBe([0u, 0u, 0u]);
        Run(11, Alice, Bob, flawed).IsCenotaph.ShouldBeTrue();
    }

    [Fact]
    public void Nets_own_outputs_against_own_inputs()
    {
        var outcome = Run(10, Alice, Bob, Runestone(pointer: 0, new Edict(Rune, 4, 1)));

        outcome.SatoshiChange(new HashSet<Script> { Alice }).ShouldBe(1_000 - 5_000);
        outcome.RuneChanges(new HashSet<Script> { Alice })[Rune].ShouldBe(-4);
        outcome.RuneChanges(new HashSet<Script> { Bob })[Rune].ShouldBe(4);
    }

    [Fact]
    public void Counts_amounts_of_all_128_bits()
    {
        var spent = new SpentCoin(new TransactionOutput(5_000, Alice), RuneBalances.Of([new(Rune, UInt128.MaxValue)]));
        var transaction = new Transaction(2, [new TransactionInput(default, 0)], [new(1_000, Bob)], 0);

        SettlementSimulation.Run(transaction, [spent])!.RuneChanges(new HashSet<Script> { Bob })[Rune].ShouldBe((System.Numerics.BigInteger)UInt128.MaxValue);
        SettlementSimulation.Run(transaction, [spent, spent]).ShouldBeNull();
    }

    private static uint[] Received(ulong held, params Script[] scripts) => [.. Run(held, scripts).Outputs.Select(output => (uint)output.Runes[Rune])];

    private static SettlementOutcome Run(ulong held, params Script[] scripts)
    {
        var transaction = new Transaction(2, [new TransactionInput(default, 0)], [.. scripts.Select(script => new TransactionOutput(1_000, script))], 0);
        return SettlementSimulation.Run(transaction, [new SpentCoin(new TransactionOutput(5_000, Alice), RuneBalances.Of([new(Rune, held)]))])!;
    }

    private static Script Runestone(uint pointer, params Edict[] edicts) => new(RunestoneEncoder.ToScript(new Runestone { Edicts = edicts, Pointer = pointer }));
}
