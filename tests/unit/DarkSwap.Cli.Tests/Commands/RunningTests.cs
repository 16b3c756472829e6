using System.Text.Json;
using DarkSwap.Cli.Running;
using DarkSwap.Testing;

namespace DarkSwap.Cli.Tests.Commands;

/// <summary>What command lines become requests, what answers become tables or JSON, and how runs end.</summary>
public sealed class RunningTests : IDisposable
{
    private const string Order =
        """
        {"orderId":"3eeb","network":"regtest:0f9188f1","maker":"12D3","agent":"12D3","base":"RUNE:840000:3","quote":"BTC","side":"sell","baseAmount":"100000","remaining":"60000",
         "minimumFill":"1","price":{"quote":"5","base":"1000"},"createdAt":"2026-11-22T12:00:00Z","expiresAt":"2026-11-23T12:00:00Z","status":"open","updateSequence":1,"backing":["aa:0"],
         "minimumFeeRate":"1000","maximumFeeRate":"500000","isOwn":true}
        """;

    private const string Page = $$"""{"items":[{{Order}}],"cursor":"bmV4dA"}""";

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> variables = [];
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_list_is_a_table_with_whole_ids_and_tells_of_more_on_standard_error()
    {
        await using var node = new RecordedNode(200, Page);

        (await RunAsync("orders", "list", "--url", node.Address, "--side", "SELL", "--limit", "1")).ShouldBe(ExitCode.Success);

        node.Requests.Single().Path.ShouldBe("/api/v1/orders?side=sell&limit=1");
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["ORDER", "SIDE", "ASSET", "REMAINING", "OF", "PRICE", "STATUS", "EXPIRES", "OWN"]);
        lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["3eeb", "sell", "RUNE:840000:3", "60000", "100000", "5/1000", "open", "2026-11-23", "12:00:00Z", "yes"]);
        error.ToString().ShouldBe("there are more: --cursor bmV4dA\n");
    }

    [Fact]
    public async Task Json_is_the_nodes_answer_as_one_document()
    {
        await using var node = new RecordedNode(200, Page);

        await RunAsync("orders", "list", "--url", node.Address, "--json");

        JsonElement.DeepEquals(JsonDocument.Parse(output.ToString()).RootElement, JsonDocument.Parse(Page).RootElement).ShouldBeTrue();
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_object_is_shown_member_by_member()
    {
        await using var node = new RecordedNode(200, Order);

        await RunAsync("orders", "show", "3eeb", "--url", node.Address);

        output.ToString().ShouldContain("price.quote");
        output.ToString().ShouldContain("backing[0]");
    }

    [Fact]
    public async Task An_empty_list_says_so()
    {
        await using var node = new RecordedNode(200, """{"items":[],"cursor":null}""");

        await RunAsync("orders", "list", "--url", node.Address);

        output.ToString().ShouldBe("(none)\n");
    }

    [Fact]
    public async Task A_change_sends_only_what_is_to_change()
    {
        await using var node = new RecordedNode(200, Order);

        await RunAsync("orders", "change", "3eeb", "--resume", "--remaining", "340282366920938463463374607431768211455", "--url", node.Address);

        node.Requests.Single().Body.ShouldBe("""{"suspended":false,"remaining":"340282366920938463463374607431768211455"}""");
    }

    [Fact]
    public async Task A_refusal_shows_its_fields_and_ends_with_1()
    {
        await using var node = new RecordedNode(400, """{"type":"urn:darkswap:problem:validation","title":"Invalid","status":400,"traceId":"00-1","errors":{"side":["is wrong","is short"]}}""", "application/problem+json");

        (await RunAsync("orders", "list", "--url", node.Address)).ShouldBe(ExitCode.Refused);

        error.ToString().ShouldBe("refused: Invalid\n  side is wrong, is short\n  (400 urn:darkswap:problem:validation, trace 00-1)\n");
        output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Replays_of_more_letters_than_one_request_takes_are_one_document()
    {
        var names = Enumerable.Range(1, 250).Select(number => $$"""{"eventId":"019ab2c4-7d00-7000-8000-{{number:d12}}","recipient":"Some.Consumer"}""").ToArray();
        var letters = names.Select(name => $$"""{{name[..^1]}},"messageType":"m","aggregateId":"a","occurredAt":"2026-11-22T12:00:00Z","deadAt":"2026-11-22T12:00:00Z","attempts":10,"reason":"r"}""");
        await using var node = new RecordedNode(path => path.EndsWith("/replays", StringComparison.Ordinal)
            ? """{"results":[{"eventId":"019ab2c4-7d00-7000-8000-000000000001","recipient":"Some.Consumer","outcome":"replayed"},{"eventId":"019ab2c4-7d00-7000-8000-000000000002","recipient":"Some.Consumer","outcome":"failed","reason":"it is"}]}"""
            : $$"""{"items":[{{string.Join(',', letters)}}]}""");

        (await RunAsync("dead-letters", "replay", "trade", "--all", "--json", "--url", node.Address)).ShouldBe(ExitCode.Refused, "one of them has failed");

        node.Requests.Count(request => request.Method == "POST").ShouldBe(3);
        JsonDocument.Parse(output.ToString()).RootElement.GetProperty("results").GetArrayLength().ShouldBe(6);
    }

    [Fact]
    public async Task Nothing_to_replay_is_an_empty_list_of_results()
    {
        await using var node = new RecordedNode(200, """{"items":[]}""");

        (await RunAsync("dead-letters", "replay", "trade", "--all", "--json", "--url", node.Address)).ShouldBe(ExitCode.Success);

        JsonDocument.Parse(output.ToString()).RootElement.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Something_that_is_no_node_ends_with_4()
    {
        await using var node = new RecordedNode(200, "<html>", "text/html");

        (await RunAsync("orders", "list", "--url", node.Address)).ShouldBe(ExitCode.UnexpectedAnswer);
    }

    [Theory]
    [InlineData("orders", "list", "--side", "both")]
    [InlineData("orders", "list", "--side", "1")]
    [InlineData("orders", "place")]
    [InlineData("orders", "change", "3eeb", "--suspend", "--resume")]
    [InlineData("orders", "change", "3eeb", "--remaining", "1.5")]
    [InlineData("trades", "show", "not-a-uuid")]
    [InlineData("trades", "bump-fee", "019ab2c4-7d00-7000-8000-000000000001", "--fee-rate", "-1")]
    [InlineData("psbts", "combine", "only-one.psbt")]
    [InlineData("psbts", "create", "--input", "aa:0", "--pay", "nothing")]
    [InlineData("psbts", "decode", "absent.psbt")]
    [InlineData("orders", "watch", "--count", "0")]
    [InlineData("fees", "--url", "nowhere")]
    [InlineData("fees", "--url", "http://node.example", "--token-file", "absent.token")]
    [InlineData("fees", "--profile", "absent")]
    [InlineData("nothing")]
    [InlineData("trades")]
    public async Task Wrong_usage_ends_with_2_and_sends_nothing(params string[] arguments)
    {
        await using var node = new RecordedNode(200, Page);
        variables["DARKSWAP_URL"] = node.Address;

        (await RunAsync(arguments)).ShouldBe(ExitCode.Usage);

        node.Requests.ShouldBeEmpty();
        error.ToString().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("orders", "place")]
    [InlineData("trades", "start")]
    [InlineData("trades", "sign")]
    [InlineData("psbts", "verify")]
    [InlineData("keys", "create")]
    [InlineData("login")]
    public async Task Help_of_a_command_teaches_by_example(params string[] command)
    {
        (await RunAsync([.. command, "--help"])).ShouldBe(ExitCode.Success);

        output.ToString().ShouldContain($"Examples:\n  darkswap {string.Join(' ', command)} ");
    }

    [Fact]
    public async Task Help_names_the_exit_codes()
    {
        await RunAsync("--help");

        output.ToString().ShouldContain("Exit codes: 0 done, 1 refused by the node, 2 wrong usage, 3 node not reached");
    }

    [Fact]
    public async Task Options_win_over_the_environment_and_that_over_the_profile()
    {
        await using var node = new RecordedNode(200, """{"minimumFeeRate":"1000","targets":[]}""");
        variables["DARKSWAP_CONFIG"] = Path.Combine(folder.Path, "config.json");
        await File.WriteAllTextAsync(variables["DARKSWAP_CONFIG"], """{"current":"far","profiles":{"far":{"url":"http://127.0.0.1:1"}}}""");

        (await RunAsync("fees")).ShouldBe(ExitCode.Unreachable);
        variables["DARKSWAP_URL"] = node.Address;
        (await RunAsync("fees")).ShouldBe(ExitCode.Success);
        (await RunAsync("fees", "--url", "http://127.0.0.1:1")).ShouldBe(ExitCode.Unreachable);
    }

    [Fact]
    public async Task A_command_acts_for_the_operator_or_for_a_user()
    {
        (await RunAsync("fees", "--token-file", "a", "--user-key", "b")).ShouldBe(ExitCode.Usage);

        error.ToString().ShouldContain("not both");
    }

    private Task<int> RunAsync(params string[] arguments) => DarkSwapProgram.RunAsync(
        arguments,
        new CliEnvironment
        {
            Input = TextReader.Null,
            Output = output,
            Error = error,
            Variable = name => name == "HOME" ? folder.Path : variables.GetValueOrDefault(name),
        },
        CancellationToken.None);
}
