using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>A block read for runes: what each transaction says, and what has to be looked up before the block can be applied.</summary>
public sealed class RuneBlockScan
{
    private readonly List<RuneArtifact?> artifacts = [];
    private readonly List<OutPoint> spentBefore = [];
    private readonly HashSet<RuneId> mints = [];
    private readonly HashSet<RuneName> names = [];
    private readonly List<int> commitmentCandidates = [];

    private RuneBlockScan(ConnectedBlock block, RuneSchedule schedule)
    {
        Block = block;
        MinimumName = schedule.MinimumNameAt((uint)block.Height);
        var created = new HashSet<TransactionId>();
        for (var index = 0; index < block.Block.Transactions.Length; index++)
        {
            var transaction = block.Block.Transactions[index];
            if (!transaction.IsCoinbase)
            {
                spentBefore.AddRange(transaction.Inputs.Select(input => input.PreviousOutput).Where(outPoint => !created.Contains(outPoint.TransactionId)));
            }

            created.Add(transaction.Id);
            ReadArtifact(transaction, index);
        }
    }

    public ConnectedBlock Block { get; }

    /// <summary>The smallest name that may be etched in this block.</summary>
    public RuneName MinimumName { get; }

    /// <summary>By index in the block; null for transactions without a runestone.</summary>
    public IReadOnlyList<RuneArtifact?> Artifacts => artifacts;

    /// <summary>What the block spends of earlier blocks.</summary>
    public IReadOnlyList<OutPoint> SpentBefore => spentBefore;

    /// <summary>Runes that are to be minted.</summary>
    public IReadOnlyCollection<RuneId> Mints => mints;

    /// <summary>Names that may be etched here if nobody has them yet.</summary>
    public IReadOnlyCollection<RuneName> Names => names;

    /// <summary>Indexes of transactions that push the commitment of the name they etch: what they spend decides.</summary>
    public IReadOnlyList<int> CommitmentCandidates => commitmentCandidates;

    public static RuneBlockScan Of(ConnectedBlock block, RuneSchedule schedule) => new(block, schedule);

    /// <summary>The transaction's runestone: that of the first output that has one.</summary>
    public static RuneArtifact? FindArtifact(Transaction transaction)
    {
        foreach (var output in transaction.Outputs)
        {
            if (RunestoneDecoder.Decode(output.Script.Span, transaction.Outputs.Length) is { } artifact)
            {
                return artifact;
            }
        }

        return null;
    }

    /// <summary>The name that an artifact etches, if it etches and names one.</summary>
    public static RuneName? EtchedNameOf(RuneArtifact artifact) => artifact switch
    {
        Runestone runestone => runestone.Etching?.Name,
        Cenotaph cenotaph => cenotaph.EtchedName,
        _ => null,
    };

    private void ReadArtifact(Transaction transaction, int index)
    {
        var artifact = FindArtifact(transaction);
        artifacts.Add(artifact);
        if (artifact?.Mint is { } mint)
        {
            mints.Add(mint);
        }

        if (artifact is not null
            && EtchedNameOf(artifact) is { } name
            && name >= MinimumName
            && !name.IsReserved
            && transaction.Inputs.Any(input => RuneCommitment.IsPushedBy(input.Witness, name)))
        {
            names.Add(name);
            commitmentCandidates.Add(index);
        }
    }
}
