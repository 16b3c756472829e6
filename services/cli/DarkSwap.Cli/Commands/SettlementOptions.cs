using System.CommandLine;
using DarkSwap.Cli.Running;

namespace DarkSwap.Cli.Commands;

/// <summary>Coins and addresses of an order or a trade, and the wallet's signatures for them.</summary>
internal sealed class SettlementOptions
{
    private readonly Option<bool> proveChange = new("--prove-change") { Description = "Asks for a signature of the change address too, so that the change can stand behind what remains of an order" };

    public Option<string[]> Coins { get; } = new("--coin") { Description = "A coin to put up, as TXID:INDEX; several times for several", HelpName = "OUTPOINT", Required = true };

    public Option<string> Receive { get; } = Inputs.Required("--receive", "Where what you get goes", "ADDRESS");

    public Option<string> Change { get; } = Inputs.Required("--change", "Where what is left goes", "ADDRESS");

    public IReadOnlyList<Symbol> Symbols => [Coins, Receive, Change, proveChange];

    public async Task<IReadOnlyList<(string OutPoint, byte[] Proof)>> AskForProofsAsync(CommandRun run, string message, CancellationToken cancellationToken)
    {
        var proofs = new List<(string, byte[])>();
        foreach (var coin in run.Need(Coins))
        {
            proofs.Add((coin, Inputs.Decode(await run.AskAsync($"Sign with the address of {coin}:\n{message}", cancellationToken))));
        }

        return proofs;
    }

    /// <summary>Null unless it was asked for.</summary>
    public async Task<byte[]?> AskForChangeProofAsync(CommandRun run, string message, CancellationToken cancellationToken) =>
        run.Get(proveChange) ? Inputs.Decode(await run.AskAsync($"Sign with {run.Need(Change)}:\n{message}", cancellationToken)) : null;
}
