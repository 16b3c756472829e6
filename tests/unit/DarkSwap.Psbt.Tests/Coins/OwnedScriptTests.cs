using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Tests.Coins;

public sealed class OwnedScriptTests : IAsyncLifetime
{
    /// <summary>P2WPKH of regtest: the address, and the script that it stands for.</summary>
    private const string FirstAddress = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    private const string FirstScript = "0014751e76e8199196d454941c45d1b3a323f1433bd6";
    private const string Mainnet = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    private readonly ManualTimeProvider clock = new();
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<PsbtModule>(
        new ModuleTestHostOptions
        {
            TimeProvider = clock,
            Settings = new Dictionary<string, string?> { ["network"] = "regtest", ["bitcoinRpc"] = "http://user:password@127.0.0.1:1", ["psbt:chain:maximumAttempts"] = "1" },
        },
        CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Remembers_what_one_command_says_of_many_subjects()
    {
        await RegisterAsync(new("alice", [FirstAddress, Mainnet], []), new("bob", [FirstAddress], []), new("alice", [FirstAddress], []));

        (await ReadAsync()).ShouldBe([("alice", FirstScript), ("bob", FirstScript)]);
    }

    [Fact]
    public async Task Takes_up_only_what_is_new_beside_what_is_known()
    {
        await RegisterAsync(new ScriptsOfSubject("bob", [FirstAddress], []));

        await RegisterAsync(new("bob", [FirstAddress], []), new("carol", [FirstAddress], []));

        (await ReadAsync()).ShouldBe([("bob", FirstScript), ("carol", FirstScript)]);
    }

    [Fact]
    public async Task Registers_nobody_while_a_coin_cannot_be_asked_for()
    {
        await Should.ThrowAsync<Exception>(RegisterAsync(new("alice", [FirstAddress], []), new("bob", [], [$"{new string('1', 64)}:0"])));

        (await ReadAsync()).ShouldBeEmpty();
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private Task RegisterAsync(params ScriptsOfSubject[] registrations) =>
        host.DeliverAsync(new RegisterScripts { EventId = NewId(), OccurredAt = clock.GetUtcNow(), Registrations = registrations }, CancellationToken.None);

    private Task<List<(string Subject, string Script)>> ReadAsync() => host.UseAsync<PsbtDbContext, List<(string, string)>>(async context =>
        [.. (await context.Set<OwnedScript>().OrderBy(owned => owned.Subject).ToListAsync()).Select(owned => (owned.Subject, owned.Script))]);
}
