using System.CommandLine;
using System.Globalization;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

internal static class PsbtCommands
{
    public static Command Build(CliEnvironment environment) => CommandBuilding.Group(
        "psbts", "PSBTs: the roles of BIP-174, and questions about them",
        Create(environment),
        OfOne(environment, "update", "Adds what the chain knows of the inputs", (node, psbt, token) => node.UpdatePsbtAsync(psbt, token)),
        Combine(environment),
        OfOne(environment, "decode", "What a PSBT claims, unverified", (node, psbt, token) => node.DecodePsbtAsync(psbt, token)),
        OfOne(environment, "analyse", "Who has to act next, and what it will cost", (node, psbt, token) => node.AnalysePsbtAsync(psbt, token)),
        OfOne(environment, "verify", "Whether every claim and signature holds against the chain", (node, psbt, token) => node.VerifyPsbtAsync(psbt, token)),
        OfOne(environment, "simulate", "Who would end up with which satoshis and runes", (node, psbt, token) => node.SimulatePsbtAsync(psbt, token)),
        OfOne(environment, "finalize", "Verifies every signature and extracts the signed transaction", (node, psbt, token) => node.FinalizePsbtAsync(psbt, token)),
        Broadcast(environment));

    private static Command Create(CliEnvironment environment)
    {
        var inputs = new Option<string[]>("--input") { Description = "A coin to spend, as TXID:INDEX; several times for several", HelpName = "OUTPOINT", Required = true };
        var outputs = new Option<string[]>("--pay") { Description = "ADDRESS=SATOSHIS; several times for several", HelpName = "ADDRESS=SATOSHIS", Required = true };
        return CommandBuilding.Action("create", "Makes an unsigned PSBT of inputs and outputs", ["psbts create --input TXID:0 --pay bc1q…=50000"], [inputs, outputs], environment, async (run, cancellationToken) =>
        {
            var request = new CreatePsbtRequest
            {
                Inputs = [.. run.Need(inputs).Select(outPoint => new CreatePsbtInput { OutPoint = outPoint })],
                Outputs = [.. run.Need(outputs).Select(ReadOutput)],
            };
            run.Results.Write(await run.Node.Psbts.CreatePsbtAsync(request, cancellationToken));
        });
    }

    private static Command Combine(CliEnvironment environment)
    {
        var files = new Argument<string[]>("PSBT") { Description = "Two or more files", Arity = new ArgumentArity(2, 16) };
        return CommandBuilding.Action("combine", "Merges what several PSBTs know of the same transaction", ["psbts combine alice.psbt bob.psbt"], [files], environment, async (run, cancellationToken) =>
        {
            var psbts = new List<byte[]>();
            foreach (var file in run.Get(files))
            {
                psbts.Add(await Inputs.ReadBytesAsync(run, file, cancellationToken));
            }

            run.Results.Write(await run.Node.Psbts.CombinePsbtsAsync(new CombinePsbtsRequest { Psbts = psbts }, cancellationToken));
        });
    }

    private static Command Broadcast(CliEnvironment environment)
    {
        var file = Inputs.Text("TRANSACTION", "File with the signed transaction; - for standard input");
        return CommandBuilding.Action("broadcast", "Hands a signed transaction to the Bitcoin node; the same one again is a success", ["psbts broadcast signed.tx"], [file], environment, async (run, cancellationToken) =>
        {
            var transaction = await Inputs.ReadBytesAsync(run, run.Get(file), cancellationToken);
            run.Results.Write(await run.Node.Psbts.BroadcastTransactionAsync(new BroadcastRequest { Transaction = transaction }, cancellationToken));
        });
    }

    private static Command OfOne<TAnswer>(CliEnvironment environment, string name, string description, Func<PsbtsClient, PsbtRequest, CancellationToken, Task<TAnswer>> ask)
    {
        var file = Inputs.Text("PSBT", "File with the PSBT in base64, hex or bytes; - for standard input");
        return CommandBuilding.Action(name, description, [$"psbts {name} trade.psbt"], [file], environment, async (run, cancellationToken) =>
            run.Results.Write(await ask(run.Node.Psbts, new PsbtRequest { Psbt = await Inputs.ReadBytesAsync(run, run.Get(file), cancellationToken) }, cancellationToken)));
    }

    private static CreatePsbtOutput ReadOutput(string text) =>
        text.Split('=') is [{ Length: > 0 } address, var amount] && long.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var satoshis)
            ? new CreatePsbtOutput { Address = address, Satoshis = satoshis }
            : throw new UsageException($"'{text}' is not ADDRESS=SATOSHIS");
}
