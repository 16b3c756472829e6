using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Makes a PSBT, new or changed (the updater's and signers' roles). Maps are written sorted by key; what is unknown stays.</summary>
public sealed class PsbtBuilder
{
    private readonly Transaction unsignedTransaction;
    private readonly PsbtMapBuilder global;
    private readonly PsbtInputBuilder[] inputs;
    private readonly PsbtOutputBuilder[] outputs;

    /// <param name="unsignedTransaction">Without input scripts and witnesses.</param>
    public PsbtBuilder(Transaction unsignedTransaction)
    {
        if (unsignedTransaction.HasWitness || unsignedTransaction.Inputs.Any(input => !input.ScriptSignature.IsEmpty))
        {
            throw new ArgumentException("A PSBT starts from a transaction without any signature.", nameof(unsignedTransaction));
        }

        this.unsignedTransaction = unsignedTransaction;
        global = new([]);
        global.Set(PsbtGlobalField.UnsignedTransaction, unsignedTransaction.ToArray(TransactionFormat.WithoutWitness));
        inputs = [.. unsignedTransaction.Inputs.Select(_ => new PsbtInputBuilder(new([])))];
        outputs = [.. unsignedTransaction.Outputs.Select(_ => new PsbtOutputBuilder(new([])))];
    }

    public PsbtBuilder(Psbt psbt)
    {
        unsignedTransaction = psbt.UnsignedTransaction;
        global = new(psbt.GlobalRecords);
        inputs = [.. psbt.Inputs.Select(input => new PsbtInputBuilder(new(input.Records)))];
        outputs = [.. psbt.Outputs.Select(output => new PsbtOutputBuilder(new(output.Records)))];
    }

    public IReadOnlyList<PsbtInputBuilder> Inputs => inputs;

    public IReadOnlyList<PsbtOutputBuilder> Outputs => outputs;

    internal PsbtMapBuilder Global => global;

    public Psbt Build()
    {
        PsbtMapBuilder[] maps = [global, .. inputs.Select(input => input.Map), .. outputs.Select(output => output.Map)];
        var records = new PsbtRecord[maps.Sum(map => map.Count)];
        var mapStarts = new int[maps.Length + 1];
        for (var index = 0; index < maps.Length; index++)
        {
            maps[index].CopyTo(records.AsSpan(mapStarts[index]));
            mapStarts[index + 1] = mapStarts[index] + maps[index].Count;
        }

        return new(unsignedTransaction, records, mapStarts);
    }
}
