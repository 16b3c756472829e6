using System.CommandLine;
using System.Globalization;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Events;

namespace DarkSwap.Cli.Commands;

/// <summary>What every command has that follows events.</summary>
internal sealed class WatchOptions
{
    private readonly Option<string?> after = Inputs.Optional("--after", "Goes on after this event instead of from now", "EVENT");
    private readonly Option<int?> count = new("--count") { Description = "Ends after so many events", HelpName = "N" };

    public IReadOnlyList<Symbol> Symbols => [after, count];

    public async Task FollowAsync(CommandRun run, EventQuery query, CancellationToken cancellationToken)
    {
        var wanted = run.Get(count) ?? int.MaxValue;
        if (wanted < 1)
        {
            throw new UsageException("--count is at least 1");
        }

        var seen = 0;
        await foreach (var happened in run.Node.Events.FollowAsync(query with { LastEventId = run.Get(after) }, cancellationToken))
        {
            await run.Results.WriteLineAsync(new { id = happened.Id, type = happened.Type, data = happened.Json }, Describe(happened), cancellationToken);
            if (++seen == wanted)
            {
                return;
            }
        }
    }

    private static string Describe(NodeEvent happened) => happened switch
    {
        OrderEvent { Data: var order } => string.Create(CultureInfo.InvariantCulture,
            $"{Words.Of(order.OccurredAt)}  {happened.Type,-17}  {order.OrderId}  {Words.Of(order.Side)} {order.Remaining} {order.Base}  {Words.Of(order.Status)}"),
        TradeEvent { Data: var trade } => string.Create(CultureInfo.InvariantCulture,
            $"{Words.Of(trade.OccurredAt)}  {happened.Type,-17}  {trade.TradeId}  {Words.Of(trade.Side)} {trade.Fill} {trade.Base}  {Words.Of(trade.State)}"),
        PeerEvent { Data: var peer } => $"{Words.Of(peer.OccurredAt)}  {happened.Type,-17}  {peer.PeerId}  {peer.Address}",
        _ => $"{happened.Type}  {happened.Json}",
    };
}
