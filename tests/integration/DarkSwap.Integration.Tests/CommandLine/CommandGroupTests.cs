using System.Text.Json;
using DarkSwap.Integration.Tests.Sdk;
using DarkSwap.Integration.Tests.Trading;

namespace DarkSwap.Integration.Tests.CommandLine;

/// <summary>Every other group of commands against running nodes, and how runs end.</summary>
[Collection(OneTradingStack.Name)]
[Trait("Category", "Server")]
public sealed class CommandGroupTests(TradingStack stack)
{
    [Fact]
    public async Task Peers_are_listed_pinged_dropped_and_added()
    {
        using var alice = new CommandLine(stack.AliceNode);
        await Waiting.ForAsync("Bob among Alice's peers", async () => (await alice.RunAsync("peers", "list")).Output.Contains(stack.BobNode.PeerId, StringComparison.Ordinal) ? "there" : null);

        (await alice.JsonAsync("peers", "identity")).GetProperty("peerId").GetString().ShouldBe(stack.AliceNode.PeerId);
        (await alice.JsonAsync("peers", "ping", stack.BobNode.PeerId)).GetProperty("roundTripMicroseconds").GetInt64().ShouldBePositive();
        (await alice.JsonAsync("peers", "topology")).GetProperty("links")[0].GetProperty("peerId").GetString().ShouldBe(stack.BobNode.PeerId);
        (await alice.JsonAsync("peers", "configuration")).GetProperty("exemptSubnets")[0].GetString().ShouldBe("127.0.0.0/8");
        (await alice.RunAsync("peers", "drop", stack.BobNode.PeerId)).ShouldBe((0, "dropped\n", string.Empty));
        (await alice.JsonAsync("peers", "add", $"/ip4/127.0.0.1/tcp/1/p2p/{stack.BobNode.PeerId}", "--also", stack.BobNode.Address)).GetProperty("peerId").GetString().ShouldBe(stack.BobNode.PeerId);
    }

    [Fact]
    public async Task Coins_assets_and_fees_are_shown()
    {
        var pair = await stack.CreatePairAsync("darkswap coins", "p2tr", 5_000);
        using var alice = new CommandLine(stack.AliceNode);

        (await alice.RunAsync("coins", "list", "--address", pair.Alice.CoinKey.Address)).Output.ShouldContain($"5000 {pair.Asset}");
        (await alice.JsonAsync("coins", "follow", pair.Bob.CoinKey.Address)).GetProperty("address").GetString().ShouldBe(pair.Bob.CoinKey.Address);
        (await alice.RunAsync("coins", "address", pair.Alice.CoinKey.Address)).Output.ShouldContain("followed");
        (await alice.RunAsync("assets", "list")).Output.ShouldContain(pair.Asset);
        (await alice.JsonAsync("assets", "show", pair.Asset)).GetProperty("supply").GetString().ShouldBe("5000");
        (await alice.JsonAsync("fees")).GetProperty("targets").GetArrayLength().ShouldBePositive();
        var created = await alice.JsonAsync("psbts", "create", "--input", pair.RuneCoin.OutPoint, "--pay", $"{pair.Bob.CoinKey.Address}=9000");
        var file = alice.FilePath("new.psbt");
        await File.WriteAllTextAsync(file, created.GetProperty("psbt").GetString());
        (await alice.RunAsync("psbts", "update", file)).Code.ShouldBe(0);
        (await alice.RunAsync("psbts", "finalize", file)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_are_made_used_within_their_scopes_and_revoked()
    {
        using var alice = new CommandLine(stack.AliceNode);
        var file = alice.FilePath("bot.key");

        var key = await alice.JsonAsync("keys", "create", "reader", "--scope", "trades:read", "--output", file);
        new FileInfo(file).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await alice.RunAsync("keys", "list")).Output.ShouldContain("reader");
        (await alice.RunAsync("trades", "list", "--token-file", file)).Code.ShouldBe(0);
        var refused = await alice.RunAsync("keys", "list", "--token-file", file);
        refused.Code.ShouldBe(1);
        refused.Error.ShouldContain("(403 urn:darkswap:problem:forbidden");
        (await alice.RunAsync("keys", "revoke", key.GetProperty("keyId").GetString()!)).Code.ShouldBe(0);
        (await alice.RunAsync("trades", "list", "--token-file", file)).Error.ShouldContain("(401 urn:darkswap:problem:unauthorized");
    }

    [Fact]
    public async Task A_profile_is_tried_saved_used_and_forgotten()
    {
        using var alice = new CommandLine(stack.AliceNode);

        (await alice.JsonAsync("login", "alice")).GetProperty("node").GetString().ShouldBe(stack.AliceNode.PeerId);
        alice.Unset("DARKSWAP_URL");
        alice.Unset("DARKSWAP_TOKEN_FILE");
        (await alice.RunAsync("trades", "list")).Code.ShouldBe(0);
        (await alice.RunAsync("profiles", "list")).Output.ShouldContain("alice");
        (await alice.RunAsync("profiles", "remove", "alice")).Code.ShouldBe(0);
        (await alice.RunAsync("trades", "list", "--profile", "alice")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_users_order_is_placed_changed_cancelled_and_seen_in_the_events()
    {
        var pair = await stack.CreatePairAsync("darkswap users", "p2wpkh", 1_000);
        using var alice = new CommandLine(stack.AliceNode);
        using var bob = new CommandLine(stack.BobNode);
        alice.Unset("DARKSWAP_TOKEN_FILE");
        string[] asUser = ["--user-key", alice.FilePath("user.key")];
        var since = await LastEventAsync(bob);

        var placed = await alice.JsonAsync(
            new AnsweringReader(message => stack.Wallet.SignMessageAsync(pair.Alice.CoinKey, message, CancellationToken.None)),
            ["orders", "place", "--side", "sell", "--base", pair.Asset, "--amount", "500", "--price", "3/1", "--coin", pair.RuneCoin.OutPoint,
             "--receive", pair.Alice.ReceiveKey.Address, "--change", pair.Alice.CoinKey.Address, .. asUser]);
        var orderId = placed.GetProperty("orderId").GetString()!;
        placed.GetProperty("maker").GetString().ShouldNotBe(stack.AliceNode.PeerId);
        placed.GetProperty("agent").GetString().ShouldBe(stack.AliceNode.PeerId);

        (await alice.JsonAsync(["orders", "change", orderId, "--suspend", .. asUser])).GetProperty("status").GetString().ShouldBe("suspended");
        (await alice.JsonAsync(["orders", "cancel", orderId, .. asUser])).GetProperty("status").GetString().ShouldBe("cancelled");
        var (_, events, _) = await bob.RunAsync("orders", "watch", "--pair", $"{pair.Asset}/BTC", "--after", since, "--count", "3", "--json");
        events.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("type").GetString())
            .ShouldBe(["orderOpened", "orderChanged", "orderClosed"]);
    }

    [Fact]
    public async Task A_refusal_names_the_fields_and_ends_with_1()
    {
        using var alice = new CommandLine(stack.AliceNode);

        var (code, output, error) = await alice.RunAsync("orders", "show", "abc");

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldStartWith("refused: The request has invalid fields\n  orderId ");
        error.ShouldContain("(400 urn:darkswap:problem:validation");
    }

    /// <summary>To go on after.</summary>
    private static async Task<string> LastEventAsync(CommandLine side)
    {
        using var client = new global::DarkSwap.Sdk.DarkSwapClient(new global::DarkSwap.Sdk.DarkSwapClientOptions { Address = side.Address });
        return await client.Events.GetLastIdAsync(CancellationToken.None);
    }
}
