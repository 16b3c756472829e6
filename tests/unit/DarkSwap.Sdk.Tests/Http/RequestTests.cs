using System.Net;
using DarkSwap.Primitives;
using DarkSwap.Sdk.Api;
using DarkSwap.Sdk.Credentials;
using DarkSwap.Sdk.Problems;
using DarkSwap.Testing;

namespace DarkSwap.Sdk.Tests.Http;

/// <summary>What goes out with every request, and what comes of every kind of answer.</summary>
public sealed class RequestTests
{
    private const string EmptyPage = """{"items":[],"cursor":null}""";
    private const string Address = """{"address":"bcrt1qexample","state":"followed","progress":1}""";

    [Fact]
    public async Task A_refusal_is_a_typed_exception_with_the_reasons_by_field()
    {
        using var transport = new ScriptedTransport(_ => ScriptedTransport.Problem(400, "validation", ""","detail":"Look at the fields","traceId":"00-1","errors":{"price.quote":["is at least 1"]}"""));
        using var client = Open(transport);

        var refusal = await Should.ThrowAsync<ProblemException>(() => client.Orders.ListOrdersAsync(cancellationToken: CancellationToken.None));

        refusal.Type.ShouldBe("urn:darkswap:problem:validation");
        refusal.Problem.Name.ShouldBe("validation");
        refusal.Status.ShouldBe(400);
        refusal.Errors["price.quote"].ShouldBe(["is at least 1"]);
        refusal.Problem.TraceId.ShouldBe("00-1");
        refusal.Message.ShouldBe("Refused: Look at the fields; price.quote is at least 1 (400 validation)");
    }

    [Fact]
    public async Task A_refusal_of_something_that_is_no_node_is_a_problem_of_its_status()
    {
        using var transport = new ScriptedTransport(_ => ScriptedTransport.Json(HttpStatusCode.BadGateway, "<html>", "text/html"));
        using var client = Open(transport);

        var refusal = await Should.ThrowAsync<ProblemException>(() => client.Orders.ListOrdersAsync(cancellationToken: CancellationToken.None));

        refusal.Type.ShouldBe("urn:darkswap:problem:status-502");
    }

    [Fact]
    public async Task An_answer_that_is_not_of_this_api_says_so()
    {
        using var transport = new ScriptedTransport(_ => ScriptedTransport.Json(HttpStatusCode.OK, "{}"));
        using var client = Open(transport);

        await Should.ThrowAsync<UnexpectedAnswerException>(() => client.Orders.ListOrdersAsync(cancellationToken: CancellationToken.None));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Waits_as_long_as_the_node_asks_and_tries_again_with_the_same_idempotency_key(int status)
    {
        var time = new ManualTimeProvider();
        using var transport = new ScriptedTransport(
            _ =>
            {
                var busy = ScriptedTransport.Problem(status, "busy");
                busy.Headers.TryAddWithoutValidation("Retry-After", "7");
                return busy;
            },
            _ => ScriptedTransport.Json(HttpStatusCode.OK, Address));
        using var client = Open(transport, time);

        var following = client.Coins.FollowAddressAsync(new AddressRequest { Address = "bcrt1qexample" }, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(6.9));
        transport.Requests.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(0.1));
        (await following).Address.ShouldBe("bcrt1qexample");

        transport.Requests.Count.ShouldBe(2);
        transport.Requests[0].IdempotencyKey.ShouldNotBeNull();
        transport.Requests[1].IdempotencyKey.ShouldBe(transport.Requests[0].IdempotencyKey);
        transport.Requests[1].Body.ShouldBe(transport.Requests[0].Body);
    }

    [Fact]
    public async Task Gives_up_when_the_node_asks_for_more_patience_than_the_options_have()
    {
        using var transport = new ScriptedTransport(_ =>
        {
            var busy = ScriptedTransport.Problem(429, "too-many-requests");
            busy.Headers.TryAddWithoutValidation("Retry-After", "3600");
            return busy;
        });
        using var client = Open(transport);

        var refusal = await Should.ThrowAsync<ProblemException>(() => client.Orders.ListOrdersAsync(cancellationToken: CancellationToken.None));

        refusal.Problem.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_node_that_cannot_be_reached_is_tried_a_few_times_and_then_named()
    {
        using var transport = new ScriptedTransport(Silent, Silent, Silent);
        using var client = new DarkSwapClient(Options(transport, TimeProvider.System) with { MaximumRetries = 2, MaximumRetryDelay = TimeSpan.FromMilliseconds(1) });

        var failure = await Should.ThrowAsync<NodeUnreachableException>(() => client.Orders.ListOrdersAsync(cancellationToken: CancellationToken.None));

        failure.Address.ShouldBe(new Uri("http://127.0.0.1:1"));
        transport.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(500)]
    public async Task What_will_not_pass_by_waiting_is_not_tried_again(int status)
    {
        using var transport = new ScriptedTransport(_ => ScriptedTransport.Problem(status, "refused"));
        using var client = Open(transport);

        (await Should.ThrowAsync<ProblemException>(() => client.Orders.ListOrdersAsync(cancellationToken: CancellationToken.None))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Questions_and_readings_carry_no_idempotency_key()
    {
        using var transport = new ScriptedTransport(_ => ScriptedTransport.Json(HttpStatusCode.OK, EmptyPage), _ => ScriptedTransport.Json(HttpStatusCode.OK, """{"isValid":true}"""));
        using var client = Open(transport);

        await client.Orders.ListOrdersAsync(cancellationToken: CancellationToken.None);
        await client.Psbts.VerifyPsbtAsync(new PsbtRequest { Psbt = [1] }, CancellationToken.None);

        transport.Requests.ShouldAllBe(request => request.IdempotencyKey == null);
    }

    [Fact]
    public async Task Names_and_amounts_go_out_as_the_api_writes_them()
    {
        using var transport = new ScriptedTransport(
            _ => ScriptedTransport.Json(HttpStatusCode.OK, EmptyPage),
            _ => ScriptedTransport.Json(HttpStatusCode.OK, """{"fills":[],"filled":"0","quoteSatoshis":"0","missing":"340282366920938463463374607431768211455"}"""));
        using var client = Open(transport);

        await client.Orders.ListOrdersAsync(side: OrderSide.Sell, status: OrderStatus.Open, limit: 5, cancellationToken: CancellationToken.None);
        var quote = await client.Markets.QuoteFillAsync(
            new QuoteRequest { Base = "RUNE:840000:3", Quote = "BTC", Side = OrderSide.Buy, BaseAmount = UInt128.MaxValue }, CancellationToken.None);

        transport.Requests[0].Path.ShouldBe("/api/v1/orders?side=sell&status=open&limit=5");
        transport.Requests[1].Body.ShouldBe("""{"base":"RUNE:840000:3","quote":"BTC","side":"buy","baseAmount":"340282366920938463463374607431768211455"}""");
        quote.Missing.ShouldBe(UInt128.MaxValue);
    }

    [Fact]
    public async Task A_refused_token_is_read_anew_from_its_file_once()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "operator.token");
        await File.WriteAllTextAsync(path, "old\n");
        using var transport = new ScriptedTransport(
            _ =>
            {
                File.WriteAllText(path, "new\n");
                return ScriptedTransport.Problem(401, "unauthorized");
            },
            _ => ScriptedTransport.Json(HttpStatusCode.OK, EmptyPage));
        using var client = new DarkSwapClient(Options(transport, TimeProvider.System) with { Credential = Credential.OfTokenFile(path) });

        await client.Orders.ListOrdersAsync(cancellationToken: CancellationToken.None);

        transport.Requests.Select(request => request.Token).ShouldBe(["old", "new"]);
    }

    [Theory]
    [InlineData("http://node.example")]
    [InlineData("http://10.0.0.1:8080")]
    public void A_credential_never_travels_where_others_can_read_it(string address)
    {
        var options = new DarkSwapClientOptions { Address = new Uri(address), Credential = Credential.OfToken("secret") };

        Should.Throw<ArgumentException>(() => new DarkSwapClient(options)).Message.ShouldContain("plain HTTP");
        new DarkSwapClient(options with { AllowsPlainHttp = true }).Dispose();
        new DarkSwapClient(options with { Credential = null }).Dispose();
    }

    private static HttpResponseMessage Silent(HttpRequestMessage request) => throw new HttpRequestException("Connection refused");

    private static DarkSwapClient Open(ScriptedTransport transport, TimeProvider? time = null) => new(Options(transport, time ?? TimeProvider.System));

    private static DarkSwapClientOptions Options(ScriptedTransport transport, TimeProvider time) =>
        new() { Address = new Uri("http://127.0.0.1:1"), Transport = transport, TimeProvider = time, RandomSource = new SeededRandomSource(1), Credential = Credential.OfToken("token") };
}
