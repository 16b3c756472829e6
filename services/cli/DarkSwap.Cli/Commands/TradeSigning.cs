using System.CommandLine;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

/// <summary>What the wallet signs, and what it has signed.</summary>
internal static class TradeSigning
{
    public static Command BuildPsbt(CliEnvironment environment)
    {
        var trade = Inputs.TradeId();
        var purpose = Purpose();
        var rate = Inputs.FeeRate("--fee-rate", "Fee rate of a reclaim");
        var output = Inputs.Optional("--output", "Writes the PSBT there, in base64", "FILE");
        return CommandBuilding.Action("psbt", "Shows the PSBT that the wallet signs, and what it means for you", ["trades psbt TRADE --output trade.psbt", "trades psbt TRADE --purpose reclaim"], [trade, purpose, rate, output], environment, async (run, cancellationToken) =>
        {
            var psbt = await run.Node.Trades.GetTradePsbtAsync(run.Get(trade), run.Get(purpose), Inputs.ToSatoshis(run.Get(rate)), cancellationToken);
            if (run.Get(output) is { } file)
            {
                await File.WriteAllTextAsync(file, Convert.ToBase64String(psbt.Psbt) + "\n", cancellationToken);
            }

            run.Results.Write(psbt);
        });
    }

    public static Command BuildSign(CliEnvironment environment)
    {
        var trade = Inputs.TradeId();
        var file = Inputs.Text("PSBT", "File with the PSBT that the wallet has signed; - for standard input");
        var purpose = Purpose();
        var command = CommandBuilding.Action("sign", "Hands in the PSBT that the wallet has signed; the node checks it before it travels", ["trades sign TRADE signed.psbt", "trades sign TRADE - < signed.psbt"], [trade, file, purpose], environment, async (run, cancellationToken) =>
        {
            var request = new SignaturesRequest { Psbt = await Inputs.ReadBytesAsync(run, run.Get(file), cancellationToken), Purpose = run.Get(purpose) };
            run.Results.Write(await run.Node.Trades.SubmitTradeSignaturesAsync(run.Get(trade), request, cancellationToken));
        });
        command.Aliases.Add("submit");
        return command;
    }

    private static Option<PsbtPurpose?> Purpose() => Inputs.Named<PsbtPurpose>("--purpose", "What it is for (default trade)");
}
