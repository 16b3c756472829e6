using System.Text;
using DarkSwap.Testing;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Trade.Tests.Domain;

public sealed class TradeTableTests
{
    private static readonly string TablePath = Path.Combine(RepositoryFolder.Path, "tests/unit/DarkSwap.Trade.Tests/Domain/TradeTable.txt");

    [Fact]
    public void Every_position_answers_every_signal_as_the_table_says()
    {
        var table = Describe();
        if (Environment.GetEnvironmentVariable("DARKSWAP_WRITE_TABLE") == "1")
        {
            File.WriteAllText(TablePath, table);
        }

        table.ShouldBe(File.ReadAllText(TablePath));
    }

    [Fact]
    public void The_table_has_every_activity()
    {
        var activities = new TradePositions().All.Values.Select(position => position.Trade.Activity).ToHashSet();
        Enum.GetValues<TradeActivity>().Except(activities).ShouldBeEmpty();
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var (name, position) in new TradePositions().All)
        {
            text.Append(name).Append('\n');
            var outcomes = SignalCatalogue.For(position)
                .Select(entry => (entry.Name, Outcome: Outcome(position, entry.Signal, entry.Later)))
                .GroupBy(entry => entry.Outcome, entry => entry.Name)
                .OrderBy(group => group.Key, StringComparer.Ordinal);
            foreach (var outcome in outcomes)
            {
                text.Append("  ").Append(outcome.Key).Append(": ").AppendJoin(", ", outcome).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Outcome(TradePosition position, TradeSignal signal, TimeSpan later)
    {
        var (_, trade, now) = position;
        var decision = TradeMachine.Apply(trade, signal, new TradeTimes(), now + later);
        ModelInvariants.CheckWithoutTranscript(trade, decision);
        var after = decision.Trade;
        var change = after.Version == trade.Version ? "" : $" -> {TradeView.StateOf(after)}/{after.Activity}";
        var error = decision.Error is { } reason ? $" {reason}" : "";
        return decision.Outcome + error + change;
    }
}
