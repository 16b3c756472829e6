using System.Text;
using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Chain.Rpc;
using DarkSwap.Psbt.Tests.RuneIndex;
using DarkSwap.Testing;

namespace DarkSwap.Psbt.Tests.Chain.Rpc;

public sealed class RpcClientTests
{
    private const string Hash = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

    [Fact]
    public async Task Tries_again_after_faults_that_pass()
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Status(503), RpcServer.Abort(), RpcServer.Result($"\"{Hash}\""));

        (await SourceOf(server).GetBestBlockHashAsync(CancellationToken.None)).ToString().ShouldBe(Hash);
        server.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task Gives_up_after_the_last_try()
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Status(503), RpcServer.Status(503), RpcServer.Status(503), RpcServer.Result($"\"{Hash}\""));

        await ShouldFailAsync(SourceOf(server), ChainSourceFault.Busy);
        server.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task Does_not_try_again_what_will_not_pass()
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Status(401), RpcServer.Result($"\"{Hash}\""));

        await ShouldFailAsync(SourceOf(server), ChainSourceFault.AccessDenied);
        server.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_loads_is_starting()
    {
        var warmup = RpcServer.Error(-28, "Loading block index");
        await using var server = await RpcServer.StartAsync(warmup, warmup, warmup);

        (await ShouldFailAsync(SourceOf(server), ChainSourceFault.Starting)).ShouldContain("Loading block index");
    }

    [Fact]
    public async Task A_silent_node_is_given_up_in_time()
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Silence());

        await ShouldFailAsync(SourceOf(server, options =>
        {
            options.RequestTimeout = TimeSpan.FromMilliseconds(200);
            options.MaximumAttempts = 1;
        }), ChainSourceFault.TimedOut);
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_time_out()
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Silence());
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100), TimeProvider.System);

        await Should.ThrowAsync<OperationCanceledException>(() => SourceOf(server).GetBestBlockHashAsync(cancellation.Token));
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        var port = LoopbackPorts.Find(1)[0];

        (await ShouldFailAsync(SourceOf($"http://127.0.0.1:{port}"), ChainSourceFault.Unreachable)).ShouldContain($"127.0.0.1:{port} cannot be reached");
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_refused()
    {
        const int Limit = 1_000;
        await using var server = await RpcServer.StartAsync(RpcServer.Result($"\"{new string('0', 2 * Limit)}\""));

        (await ShouldFailAsync(SourceOf(server, options => options.MaximumAnswerBytes = Limit), ChainSourceFault.InvalidAnswer)).ShouldContain("MaximumAnswerBytes");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"result":5,"error":null}""")]
    [InlineData("""{"result":"00","error":null}""")]
    [InlineData("""{"result":null,"error":{}}""")]
    [InlineData("""{"result":null,"error":"no"}""")]
    public async Task What_a_node_would_not_answer_is_an_invalid_answer(string body)
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Text(body));

        await ShouldFailAsync(SourceOf(server), ChainSourceFault.InvalidAnswer);
    }

    [Fact]
    public async Task An_error_of_a_call_is_the_nodes_own_words()
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Error(-1, "Block not available (pruned data)"));

        var error = await Should.ThrowAsync<RpcException>(() => SourceOf(server).GetBlockAsync(BlockHash.Parse(Hash), CancellationToken.None));

        error.Code.ShouldBe(-1);
        error.Reason.ShouldBe("Block not available (pruned data)");
    }

    [Fact]
    public async Task Sends_user_and_password_of_the_address()
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Result($"\"{Hash}\""));
        var url = server.Url.Replace("http://", "http://us%40er:p%3Aw@", StringComparison.Ordinal);

        await SourceOf(url).GetBestBlockHashAsync(CancellationToken.None);

        server.Authorizations.ShouldBe(["Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("us@er:p:w"))]);
    }

    [Fact]
    public async Task Sends_the_cookie_of_the_nodes_last_start()
    {
        using var folder = new TemporaryFolder();
        var cookie = folder.File(".cookie");
        await using var server = await RpcServer.StartAsync(RpcServer.Result($"\"{Hash}\""), RpcServer.Result($"\"{Hash}\""));
        var source = SourceOf(server, options => options.CookieFile = cookie);
        foreach (var content in new[] { "__cookie__:one", "__cookie__:two" })
        {
            await File.WriteAllTextAsync(cookie, content);
            await source.GetBestBlockHashAsync(CancellationToken.None);
        }

        server.Authorizations.ShouldBe(["Basic " + Convert.ToBase64String("__cookie__:one"u8), "Basic " + Convert.ToBase64String("__cookie__:two"u8)]);
    }

    [Fact]
    public async Task Without_a_cookie_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RpcServer.StartAsync();

        (await ShouldFailAsync(SourceOf(server, options => options.CookieFile = folder.File("none")), ChainSourceFault.AccessDenied)).ShouldContain("put user and password into the RPC address");
        server.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Answers_to_many_calls_are_put_in_the_order_of_the_calls()
    {
        var first = TestTransactions.Funding(1, TestTransactions.PlainScript);
        var last = TestTransactions.Funding(2, TestTransactions.PlainScript);
        await using var server = await RpcServer.StartAsync(RpcServer.Text(
            $$"""[{"result":"{{last}}","error":null,"id":2},{"result":null,"error":{"code":-5,"message":"gone"},"id":1},{"result":"{{first}}","error":null,"id":0}]"""));

        var transactions = await SourceOf(server).GetMempoolTransactionsAsync([first.Id, default, last.Id], CancellationToken.None);

        transactions.Select(transaction => transaction?.Id).ShouldBe([first.Id, null, last.Id]);
    }

    [Theory]
    [InlineData("""[{"result":null,"error":{"code":-5,"message":""},"id":7}]""")]
    [InlineData("[]")]
    [InlineData("""{"result":null,"error":null,"id":0}""")]
    public async Task Answers_to_other_calls_are_invalid(string body)
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Text(body));

        var failure = await Should.ThrowAsync<ChainSourceException>(() => SourceOf(server).GetMempoolTransactionsAsync([default], CancellationToken.None));

        failure.Fault.ShouldBe(ChainSourceFault.InvalidAnswer);
    }

    [Theory]
    [InlineData("1.5e-7", 15)]
    [InlineData("20999999.9769", 2_099_999_997_690_000)]
    [InlineData("0.00000001", 1)]
    public async Task Amounts_in_bitcoin_are_read_exactly(string amount, long satoshis)
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Result($$"""{"feerate":{{amount}},"blocks":2}"""));

        (await SourceOf(server).EstimateFeeRateAsync(2, CancellationToken.None)).ShouldBe(satoshis);
    }

    [Theory]
    [InlineData("0.000000001")]
    [InlineData("-1")]
    [InlineData("21000000.00000001")]
    public async Task Amounts_that_cannot_be_are_invalid(string amount)
    {
        await using var server = await RpcServer.StartAsync(RpcServer.Result($$"""{"feerate":{{amount}},"blocks":2}"""));

        (await Should.ThrowAsync<ChainSourceException>(() => SourceOf(server).EstimateFeeRateAsync(2, CancellationToken.None))).Fault.ShouldBe(ChainSourceFault.InvalidAnswer);
    }

    private static RpcChainSource SourceOf(RpcServer server, Action<ChainOptions>? configure = null) =>
        SourceOf(server.Url.Replace("http://", configure is null ? "http://user:password@" : "http://", StringComparison.Ordinal), configure);

    private static RpcChainSource SourceOf(string url, Action<ChainOptions>? configure = null)
    {
        var options = new ChainOptions { RpcUrl = url, FirstRetryDelay = TimeSpan.Zero };
        configure?.Invoke(options);
        if (options.CookieFile is null && !url.Contains('@', StringComparison.Ordinal))
        {
            options.RpcUrl = url.Replace("http://", "http://user:password@", StringComparison.Ordinal);
        }

        return new RpcChainSource(new RpcClient(options, TimeProvider.System), options);
    }

    private static async Task<string> ShouldFailAsync(RpcChainSource source, ChainSourceFault fault)
    {
        var failure = await Should.ThrowAsync<ChainSourceException>(() => source.GetBestBlockHashAsync(CancellationToken.None));
        failure.Fault.ShouldBe(fault);
        return failure.Message;
    }
}
