using System.CommandLine;
using DarkSwap.Cli.Running;
using DarkSwap.Contracts.Wire;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

/// <summary><c>orders place</c>: drafts, has the wallet sign for its coins, and publishes.</summary>
internal static class OrderPlacing
{
    private const string Description =
        """
        Places an order

        The node drafts it; then you are given one message to sign with the wallet of each coin (BIP-322 simple), and its
        signature is read as base64 from standard input, one line for each coin. Messages go to standard error, so a script can answer.

        A sale names the coins that hold what is sold; a purchase those that pay. With --user-key the order is yours and the node only your
        agent: your key signs it after the draft was compared with what you asked for.
        """;

    public static Command Build(CliEnvironment environment)
    {
        var side = Inputs.Named<OrderSide>("--side", "What you do with the asset");
        side.Required = true;
        var asset = Inputs.Required("--base", "What is sold or bought, such as RUNE:840000:3", "ASSET");
        var amount = Inputs.Amount("--amount", "How much of it", isRequired: true);
        var price = Inputs.Price();
        var minimum = Inputs.Amount("--minimum-fill", "Least amount of one trade (default: all)");
        var expires = Inputs.Time("--expires", "End, at most seven days from now (default: in a day)");
        var highest = Inputs.FeeRate("--maximum-fee-rate", "Highest fee rate of a trade (default 500000)");
        var settlement = new SettlementOptions();
        var manual = new Option<bool>("--manual") { Description = "Every proposal waits for 'trades accept'" };
        return CommandBuilding.Action(
            "place", Description,
            ["orders place --side sell --base RUNE:840000:3 --amount 100000 --price 5/1000 --coin TXID:0 --receive bc1q… --change bc1q…"],
            [side, asset, amount, price, minimum, expires, highest, .. settlement.Symbols, manual], environment,
            async (run, cancellationToken) =>
            {
                var coins = run.Need(settlement.Coins);
                var terms = new OrderDraftRequest
                {
                    Base = run.Need(asset),
                    Quote = "BTC",
                    Side = run.Get(side)!.Value,
                    BaseAmount = run.Get(amount)!.Value,
                    Price = run.Get(price)!,
                    MinimumFill = run.Get(minimum),
                    ExpiresAt = run.Get(expires),
                    MaximumFeeRate = Inputs.ToSatoshis(run.Get(highest)),
                    Backing = run.Get(side) == OrderSide.Sell ? coins : [],
                };
                run.Results.Write(await PlaceAsync(run, terms, settlement, run.Get(manual), cancellationToken));
            });
    }

    private static async Task<OrderResponse> PlaceAsync(CommandRun run, OrderDraftRequest terms, SettlementOptions settlement, bool isManual, CancellationToken cancellationToken)
    {
        if (run.ActsForUser)
        {
            var draft = await run.Node.UserOrders.DraftAsync(terms, cancellationToken);
            var own = await SettleAsync(run, settlement, draft.BackingMessage, isManual, cancellationToken);
            var proofs = terms.Side == OrderSide.Sell ? own.Coins.Select(coin => coin.Proof).ToList() : [];
            return await run.Node.UserOrders.PlaceAsync(draft, proofs, own, cancellationToken);
        }

        var drafted = await run.Node.Orders.DraftOrderAsync(terms, cancellationToken);
        var message = SigningDomains.BackingMessage(drafted.Network, drafted.OrderId);
        var body = await SettleAsync(run, settlement, message, isManual, cancellationToken);
        return await run.Node.Orders.PlaceOrderAsync(new PlaceOrderRequest { Document = drafted.Document, Settlement = body }, cancellationToken);
    }

    private static async Task<SettlementBody> SettleAsync(CommandRun run, SettlementOptions settlement, string message, bool isManual, CancellationToken cancellationToken)
    {
        var proofs = await settlement.AskForProofsAsync(run, message, cancellationToken);
        return new SettlementBody
        {
            Coins = [.. proofs.Select(coin => new CoinBody { OutPoint = coin.OutPoint, Proof = coin.Proof })],
            ReceiveAddress = run.Need(settlement.Receive),
            ChangeAddress = run.Need(settlement.Change),
            ChangeProof = await settlement.AskForChangeProofAsync(run, message, cancellationToken),
            Acceptance = isManual ? SettlementAcceptance.Manual : SettlementAcceptance.Automatic,
        };
    }
}
