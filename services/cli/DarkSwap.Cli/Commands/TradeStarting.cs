using System.CommandLine;
using DarkSwap.Cli.Running;
using DarkSwap.Contracts.Wire;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

/// <summary><c>trades start</c>: proposes a trade to an order's maker.</summary>
internal static class TradeStarting
{
    private const string Description =
        """
        Proposes a trade to an order's maker

        You are given one message to sign with the wallet of each coin (BIP-322 simple), and its signature
        is read as base64 from standard input, one line for each coin.
        """;

    public static Command Build(CliEnvironment environment)
    {
        var order = Inputs.Text("ORDER", "Id of the order to fill");
        var fill = Inputs.Amount("--fill", "How much of the order", isRequired: true);
        var rate = Inputs.FeeRate("--fee-rate", "Fee rate of the transaction", isRequired: true);
        var trade = new Option<Guid?>("--trade") { Description = "Id of the trade; the same id again never begins a second trade (default: a new one)", HelpName = "UUID" };
        var within = new Option<int?>("--accept-within") { Description = "Seconds that the maker has to accept", HelpName = "SECONDS" };
        var settlement = new SettlementOptions();
        return CommandBuilding.Action(
            "start", Description, ["trades start ORDER --fill 40000 --fee-rate 2000 --coin TXID:1 --receive bc1q… --change bc1q…"], [order, fill, rate, trade, within, .. settlement.Symbols], environment,
            async (run, cancellationToken) =>
            {
                var tradeId = run.Get(trade) ?? Guid.CreateVersion7(run.Environment.TimeProvider.GetUtcNow());
                var node = await run.Node.Network.GetNetworkIdentityAsync(cancellationToken);
                var proofs = await settlement.AskForProofsAsync(run, SigningDomains.TradeProofMessage(node.Network, tradeId), cancellationToken);
                run.Results.Write(await run.Node.Trades.StartTradeAsync(
                    new StartTradeRequest
                    {
                        TradeId = tradeId,
                        OrderId = run.Get(order),
                        Fill = run.Get(fill)!.Value,
                        FeeRate = run.Get(rate)!.Value,
                        AcceptWithinSeconds = run.Get(within),
                        Settlement = new SettlementRequest
                        {
                            Coins = [.. proofs.Select(coin => new CoinRequest { OutPoint = coin.OutPoint, Proof = coin.Proof })],
                            ReceiveAddress = run.Need(settlement.Receive),
                            ChangeAddress = run.Need(settlement.Change),
                        },
                    },
                    cancellationToken));
            });
    }
}
