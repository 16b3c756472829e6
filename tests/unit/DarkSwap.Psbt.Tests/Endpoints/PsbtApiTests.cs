using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Chain;
using DarkSwap.Testing.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Psbt.Tests.Endpoints;

/// <summary>The operations of the service while its Bitcoin node is down: what needs no chain works, everything else says what is wrong.</summary>
public sealed class PsbtApiTests : IAsyncLifetime
{
    private const string Address = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private static readonly string OutPoint = new string('1', 64) + ":0";
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<PsbtModule>(
        new ModuleTestHostOptions
        {
            Settings = new Dictionary<string, string?>
            {
                ["network"] = "regtest",
                ["bitcoinRpc"] = "http://user:password@127.0.0.1:1",
                ["psbt:chain:maximumAttempts"] = "1",
                ["psbt:chain:pollInterval"] = "00:00:10",
            },
        },
        CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Is_ready_without_a_node_and_says_what_is_wrong()
    {
        await host.Services.GetRequiredService<IChainStatus>().WaitForAsync(status => status.State == ChainState.NodeDown, CancellationToken.None);

        var response = await host.Anonymous.GetAsync("/health/ready");
        var health = await response.Content.ReadFromJsonAsync<JsonElement>();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        health.GetProperty("status").GetString().ShouldBe("degraded");
        health.GetProperty("checks").GetProperty("chain").GetProperty("description").GetString()!.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task Creates_decodes_analyses_and_combines_without_a_node()
    {
        var created = await PostAsync("psbts", new { inputs = new[] { new { outPoint = OutPoint } }, outputs = new[] { new { address = Address, satoshis = "1000" } } });
        var psbt = created.GetProperty("psbt").GetString();
        var decoded = await PostAsync("psbts/decodings", new { psbt });
        var analysed = await PostAsync("psbts/analyses", new { psbt });
        var combined = await PostAsync("psbts/combinations", new { psbts = new[] { psbt, psbt } });

        decoded.GetProperty("transactionId").GetString().ShouldBe(created.GetProperty("transactionId").GetString());
        decoded.GetProperty("inputs")[0].GetProperty("outPoint").GetString().ShouldBe(OutPoint);
        decoded.GetProperty("outputs")[0].GetProperty("address").GetString().ShouldBe(Address);
        decoded.GetProperty("outputs")[0].GetProperty("satoshis").GetString().ShouldBe("1000");
        analysed.GetProperty("next").GetString().ShouldBe("updater");
        combined.GetProperty("psbt").GetString().ShouldBe(psbt);
    }

    [Theory]
    [InlineData("psbts", "{}")]
    [InlineData("psbts", "{\"inputs\":[],\"outputs\":[]}")]
    [InlineData("psbts", "{\"inputs\":[{\"outPoint\":\"x\"}],\"outputs\":[{\"address\":\"x\",\"satoshis\":\"1\"}]}")]
    [InlineData("psbts", "{\"inputs\":[{\"outPoint\":\"1111111111111111111111111111111111111111111111111111111111111111:0\"}],\"outputs\":[{\"satoshis\":\"1\"}]}")]
    [InlineData("psbts", "{\"inputs\":[{\"outPoint\":\"1111111111111111111111111111111111111111111111111111111111111111:0\"}],\"outputs\":[{\"address\":\"bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080\",\"satoshis\":\"99999999999999999999999\"}]}")]
    [InlineData("psbts", "{\"inputs\":[{\"outPoint\":\"1111111111111111111111111111111111111111111111111111111111111111:0\"}],\"outputs\":[{\"address\":\"bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080\",\"satoshis\":\"-1\"}]}")]
    [InlineData("psbts", "{\"inputs\":[null],\"outputs\":[null]}")]
    [InlineData("psbts/decodings", "{\"psbt\":\"!\"}")]
    [InlineData("psbts/decodings", "{\"psbt\":\"AAAA\"}")]
    [InlineData("psbts/decodings", "{\"psbt\":1}")]
    [InlineData("psbts/analyses", "{\"psbt\":null}")]
    [InlineData("psbts/updates", "{\"psbt\":\"\"}")]
    [InlineData("psbts/combinations", "{\"psbts\":[]}")]
    [InlineData("psbts/combinations", "{\"psbts\":[null,\"AAAA\"]}")]
    [InlineData("psbts/verifications", "[]")]
    [InlineData("psbts/finalizations", "{\"psbt\":\"AAAA\",\"more\":1}")]
    [InlineData("psbts/broadcasts", "{\"transaction\":\"AAAA\"}")]
    [InlineData("psbts/simulations", "{\"psbt\":{}}")]
    [InlineData("coins/addresses", "{\"address\":\"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4\"}")]
    [InlineData("coins/addresses", "{\"address\":7}")]
    public async Task Refuses_bad_bodies_field_by_field(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await host.Operator.PostAsync(path, content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await response.Content.ReadAsStringAsync());
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("errors").EnumerateObject().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("coins?limit=0", 400)]
    [InlineData("coins?limit=x", 400)]
    [InlineData("coins?cursor=x", 400)]
    [InlineData("coins?address=x", 400)]
    [InlineData("coins?address=bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", 404)]
    [InlineData("coins/addresses/bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", 404)]
    [InlineData("coins/addresses/x", 400)]
    [InlineData("assets?limit=1001", 400)]
    [InlineData("assets?cursor=-1", 400)]
    [InlineData("assets/BTC", 400)]
    [InlineData("assets/RUNE:0:0", 400)]
    [InlineData("assets/RUNE:99999999999999999999999999:1", 400)]
    [InlineData("assets/RUNE:110:1", 503)]
    [InlineData("assets/RUNE:110:1/holders/x", 400)]
    [InlineData("assets", 503)]
    [InlineData("fees", 503)]
    public async Task Answers_reads_with_a_reason(string path, int status)
    {
        using var response = await host.Operator.GetAsync(path);

        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldStartWith("urn:darkswap:problem:");
    }

    [Theory]
    [InlineData("POST", "psbts")]
    [InlineData("POST", "psbts/decodings")]
    [InlineData("POST", "psbts/broadcasts")]
    [InlineData("POST", "coins/addresses")]
    [InlineData("GET", "coins")]
    public async Task Writes_and_coins_need_the_operators_token(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) };

        using var response = await host.Anonymous.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Takes_a_psbt_of_the_largest_size_and_refuses_a_larger_one()
    {
        using var large = await host.Operator.PostAsJsonAsync("psbts/decodings", new { psbt = new byte[400 * 1024] });
        using var larger = await host.Operator.PostAsJsonAsync("psbts/decodings", new { psbt = new byte[401 * 1024] });

        (await large.Content.ReadAsStringAsync()).ShouldContain("WrongMagic");
        (await larger.Content.ReadAsStringAsync()).ShouldContain("TooLarge");
    }

    [Fact]
    public async Task Follows_an_address_once()
    {
        using var first = await host.Operator.PostAsJsonAsync("coins/addresses", new { address = Address });
        using var second = await host.Operator.PostAsJsonAsync("coins/addresses", new { address = Address });
        var read = await host.Operator.GetFromJsonAsync<JsonElement>($"coins/addresses/{Address}");

        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        first.Headers.Location!.OriginalString.ShouldBe($"/api/v1/coins/addresses/{Address}");
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.GetProperty("state").GetString().ShouldBe("backfilling");
        read.GetProperty("progress").GetDouble().ShouldBe(0);
    }

    [Fact]
    public async Task Says_that_it_has_no_chain_and_no_source_of_inscriptions()
    {
        var status = await host.RequestAsync<GetChainStatus, ChainStatusDescribed>(new GetChainStatus(), CancellationToken.None);

        status.IsReady.ShouldBeFalse();
        status.Network.ShouldBeNull();
        status.Detail.ShouldNotBeNullOrEmpty();
        status.IsAssetSourceMissing.ShouldBeTrue();
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await host.Operator.PostAsJsonAsync(path, body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
