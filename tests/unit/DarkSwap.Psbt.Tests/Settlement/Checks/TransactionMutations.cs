using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Tests.Settlement.Checks;

/// <summary>One change each to a template with all five outputs.</summary>
internal static class TransactionMutations
{
    private static readonly Script Thief = ScriptTemplate.PayToTaproot(Enumerable.Repeat((byte)9, 32).ToArray());

    public static Transaction Apply(string mutation, Transaction template) => mutation switch
    {
        "amount of the asset output" => Value(template, 0, 1),
        "amount of the payment" => Value(template, 1, 1),
        "amount of the asset change" => Value(template, 2, -1),
        "amount of the bitcoin change" => Value(template, 3, -1),
        "dust output" => Value(template, 0, -253),
        "script of the asset output" => Pay(template, 0),
        "script of the payment" => Pay(template, 1),
        "script of the bitcoin change" => Pay(template, 3),
        "edict amount" => Runestone(template, new Edict(CheckedTrade.Rune, 399, 0)),
        "edict rune" => Runestone(template, new Edict(new RuneId(110, 2), 400, 0)),
        "edict output" => Runestone(template, new Edict(CheckedTrade.Rune, 400, 1)),
        "pointer" => Data(template, new Script(RunestoneEncoder.ToScript(new Runestone { Edicts = [new Edict(CheckedTrade.Rune, 400, 0)], Pointer = 0 }))),
        "cenotaph" => Data(template, new Script(new byte[] { 0x6A, 0x5D, 0x01, 0x80 })),
        "no runestone" => template.WithOutputs(template.Outputs.RemoveAt(4)),
        "mint beside the edict" => Data(template, new Script(RunestoneEncoder.ToScript(new Runestone { Edicts = [new Edict(CheckedTrade.Rune, 400, 0)], Pointer = 2, Mint = CheckedTrade.Rune }))),
        "missing bitcoin change" => template.WithOutputs(template.Outputs.RemoveAt(3)),
        "one more output" => template.WithOutputs(template.Outputs.Insert(4, new TransactionOutput(330, Thief))),
        "version" => new Transaction(1, template.Inputs, template.Outputs, 0),
        "lock time" => new Transaction(2, template.Inputs, template.Outputs, 1),
        "sequence" => template.WithInputs(template.Inputs.SetItem(0, template.Inputs[0] with { Sequence = 0xFFFFFFFE })),
        "order of the inputs" => template.WithInputs([.. template.Inputs.Reverse()]),
        "one input less" => template.WithInputs(template.Inputs.RemoveAt(0)),
        _ => throw new ArgumentOutOfRangeException(nameof(mutation), mutation, "No such mutation."),
    };

    private static Transaction Value(Transaction template, int index, long by) =>
        template.WithOutputs(template.Outputs.SetItem(index, template.Outputs[index] with { ValueSatoshis = template.Outputs[index].ValueSatoshis + by }));

    private static Transaction Pay(Transaction template, int index) =>
        template.WithOutputs(template.Outputs.SetItem(index, template.Outputs[index] with { Script = Thief }));

    private static Transaction Runestone(Transaction template, Edict edict) =>
        Data(template, new Script(RunestoneEncoder.ToScript(new Runestone { Edicts = [edict], Pointer = 2 })));

    private static Transaction Data(Transaction template, Script script) => template.WithOutputs(template.Outputs.SetItem(4, new TransactionOutput(0, script)));
}
