using System.Text.Json;
using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Sdk;

/// <summary>The examples of both SDKs, as their pages show them, against a running node; the second also in a browser, on a page whose origin the node lists.</summary>
[Collection(OneTradingStack.Name)]
[Trait("Category", "Server")]
public sealed class SdkExampleTests(TradingStack stack)
{

    [Fact]
    public async Task The_example_in_CSharp_places_a_users_order_and_cancels_it()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("example in C#", arguments => BuiltProgram.Start("contracts/sdk/csharp/DarkSwap.Sdk.Example", arguments, null), Path.Combine(folder.Path, "user.key"));
    }

    [Fact]
    public async Task The_example_in_TypeScript_places_a_users_order_and_cancels_it()
    {
        await BuildAsync();
        await RunAsync("example in TypeScript", arguments => ChildProcess.Start("node", [RepositoryFolder.File("contracts", "sdk", "typescript", "examples", "order.mjs"), .. arguments]), new string('7', 64));
    }

    [Fact]
    public async Task The_example_in_TypeScript_does_so_in_a_browser_too()
    {
        await BuildAsync();
        await RunAsync(
            "example in a browser", arguments => ChildProcess.Start("node", [RepositoryFolder.File("tests", "browser", "order.mjs"), $"{stack.PageOrigin.Port}", .. arguments]), new string('8', 64));
    }

    [Fact]
    public async Task A_browsers_page_that_is_not_secure_is_told_so()
    {
        await BuildAsync();

        var output = await ChildProcess.RunAsync("node", [RepositoryFolder.File("tests", "browser", "contexts.mjs")], string.Empty, Patience.OfPrograms, CancellationToken.None);

        var pages = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(page => page.GetProperty("page").GetString()!);
        var plain = pages["plain HTTP from another machine"];
        (plain.GetProperty("isSecureContext").GetBoolean(), plain.GetProperty("hasWebCrypto").GetBoolean()).ShouldBe((false, false), "else there is nothing to tell");
        MessageOf(plain).ShouldBe(("InsecureContextError", true));
        plain.GetProperty("message").GetString()!.ShouldContain("is not a secure context, so the browser keeps WebCrypto from it");
        MessageOf(pages["HTTPS, with a node that has none"]).ShouldBe(("InsecureContextError", true));
        pages["HTTPS, with a node that has none"].GetProperty("message").GetString()!.ShouldContain("the browser will not let it talk to http://node.example over plain HTTP");
        MessageOf(pages["plain HTTP from this machine"]).ShouldBe((string.Empty, false));
        MessageOf(pages["HTTPS"]).ShouldBe((string.Empty, false));

        static (string? Error, bool HasMessage) MessageOf(JsonElement page) => (page.GetProperty("error").GetString(), page.GetProperty("message").GetString() is { Length: > 0 });
    }

    private static Task BuildAsync() =>
        ChildProcess.RunAsync(RepositoryFolder.File("contracts", "sdk", "typescript", "build"), [], string.Empty, Patience.OfPrograms, CancellationToken.None);

    /// <param name="key">How the example is told the user's key.</param>
    private async Task RunAsync(string name, Func<IReadOnlyList<string>, ChildProcess> start, string key)
    {
        var pair = await stack.CreatePairAsync(name, "p2wpkh", 1_000);
        var coin = pair.BitcoinCoin;
        var node = new Uri(stack.BobNode.Http.BaseAddress!, "/").AbsoluteUri;
        await using var example = start([node, key, coin.OutPoint, coin.Key.Address, pair.Asset]);

        var message = (await LineAsync(example, "message ")).Split(' ')[1];
        await example.Input.WriteLineAsync((await stack.Wallet.SignMessageAsync(coin.Key, message, CancellationToken.None)).AsMemory(), CancellationToken.None);
        await example.Input.FlushAsync(CancellationToken.None);

        var orderId = (await LineAsync(example, "placed ")).Split(' ')[1];
        message.ShouldEndWith(orderId);
        await LineAsync(example, $"orderOpened {orderId}");
        await LineAsync(example, $"orderClosed {orderId}");
        (await example.WaitForExitAsync(Patience.OfPrograms, CancellationToken.None)).ShouldBe(0, example.Describe());
        var user = (await LineAsync(example, "user ")).Split(' ')[1];
        var order = await pair.Bob.OrderAsync(orderId, order => order.Status == "cancelled");
        order.Maker.ShouldBe(user);
    }

    private static Task<string> LineAsync(ChildProcess example, string start) =>
        example.WaitForLineAsync(line => line.StartsWith(start, StringComparison.Ordinal), Patience.OfPrograms, CancellationToken.None);
}
