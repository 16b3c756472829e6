using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Testing;
using static DarkSwap.Libp2p.Tests.Identity.Store.ExamplePeers;

namespace DarkSwap.Libp2p.Tests.Identity.Store;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PeerStoreFileTests : IDisposable
{
    private static readonly PeerId Peer = PeerId(1);
    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider time = new();

    private string FilePath => folder.File("peers");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Has_after_it_is_opened_again_everything_that_was_saved()
    {
        using var key = PrivateKey.FromSeed(Enumerable.Repeat((byte)5, Ed25519.SeedLength).ToArray());
        var signer = DarkSwap.Cryptography.PeerId.FromPublicKey(key.PublicKey);
        DarkSwap.Libp2p.Identity.PeerRecord.TryOpen(new DarkSwap.Libp2p.Identity.PeerRecord(signer, ulong.MaxValue, [Address(9)]).Seal(key), out var record).ShouldBeTrue();
        IReadOnlyList<PeerEntry> saved;
        await using (var file = await OpenAsync())
        {
            file.Store.AddAddresses(Peer, [Address(1), Address(2)], AddressSource.Identify);
            file.Store.NoteConnected(Peer, Address(2));
            file.Store.NoteFailure(Peer, Address(1));
            file.Store.SetProtocols(Peer, ["/ipfs/ping/1.0.0", "/ünïcode"]);
            file.Store.AddScore(Peer, -12.5);
            file.Store.TryAddRecord(record!).ShouldBeTrue();
            file.Store.AddAddresses(PeerId(3), [Address(3)], AddressSource.Operator);
            await file.SaveAsync(CancellationToken.None);
            file.Store.Forget(PeerId(3));
            await file.SaveAsync(CancellationToken.None);
            saved = file.Store.List();
        }

        File.GetUnixFileMode(FilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var again = await OpenAsync();
        again.Store.List().Select(Describe).Order().ShouldBe(saved.Select(Describe).Order());
        again.Store.Count.ShouldBe(2);
        again.Store.ScoreOf(Peer).ShouldBe(-12.5);
    }

    /// <summary>A process may die, or the disk be full, after any byte: what was saved before is there, and what is saved next is too.</summary>
    [Fact]
    public async Task Reads_what_was_saved_before_a_write_that_was_cut_off_at_any_byte()
    {
        long before;
        await using (var file = await OpenAsync())
        {
            file.Store.AddAddresses(Peer, [Address(1)], AddressSource.Operator);
            await file.SaveAsync(CancellationToken.None);
            before = new FileInfo(FilePath).Length;
            file.Store.AddAddresses(PeerId(2), [Address(2)], AddressSource.Operator);
            await file.SaveAsync(CancellationToken.None);
        }

        var whole = await File.ReadAllBytesAsync(FilePath);
        for (var length = before; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..(int)length]);
            await File.WriteAllBytesAsync(FilePath + ".new", whole[..(int)(length / 2)]);
            await using (var file = await OpenAsync())
            {
                file.Store.Find(Peer).ShouldNotBeNull();
                (file.Store.Find(PeerId(2)) is not null).ShouldBe(length == whole.Length);
                file.Store.AddAddresses(PeerId(3), [Address(3)], AddressSource.Operator);
                await file.SaveAsync(CancellationToken.None);
            }

            await using var again = await OpenAsync();
            again.Store.Find(PeerId(3)).ShouldNotBeNull();
            again.Store.Find(Peer).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Loses_no_more_than_the_entry_in_which_a_bit_is_wrong()
    {
        await using (var file = await OpenAsync())
        {
            foreach (var number in Enumerable.Range(1, 3))
            {
                file.Store.AddAddresses(PeerId(number), [Address(number)], AddressSource.Operator);
                await file.SaveAsync(CancellationToken.None);
            }
        }

        var whole = await File.ReadAllBytesAsync(FilePath);
        var record = (whole.Length - PeerJournal.Signature.Length) / 3;
        for (var index = PeerJournal.Signature.Length + record + sizeof(int); index < PeerJournal.Signature.Length + (2 * record); index++)
        {
            var damaged = whole.ToArray();
            damaged[index] ^= 0x10;
            var entries = new Dictionary<PeerId, PeerEntry>();

            PeerJournal.Read(damaged, entries).ShouldBe(whole.Length);
            entries.Keys.ShouldBe([PeerId(1), PeerId(3)], ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Moves_a_file_of_another_kind_aside()
    {
        await File.WriteAllTextAsync(FilePath, "something else");
        await using var file = await OpenAsync();

        file.Store.Count.ShouldBe(0);
        (await File.ReadAllTextAsync(FilePath + ".damaged")).ShouldBe("something else");
    }

    [Fact]
    public async Task Stays_small_however_often_a_peer_changes()
    {
        await using var file = await OpenAsync();
        for (var round = 0; round < 400; round++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            foreach (var number in Enumerable.Range(1, 50))
            {
                file.Store.AddAddresses(PeerId(number), Enumerable.Range(1, 5).Select(Address), AddressSource.Operator);
            }

            await file.SaveAsync(CancellationToken.None);
        }

        new FileInfo(FilePath).Length.ShouldBeLessThan(2 * 1024 * 1024);
        await file.DisposeAsync();
        await using var again = await OpenAsync();
        again.Store.Count.ShouldBe(50);
        again.Store.Find(PeerId(50))!.HeardAt.ShouldBe(time.GetUtcNow());
    }

    [Fact]
    public async Task Saves_later_what_could_not_be_saved()
    {
        await using (var file = await OpenAsync())
        {
            file.Store.AddAddresses(Peer, [Address(1)], AddressSource.Operator);
            file.Store.ReturnChanges(file.Store.TakeChanges());
            await file.SaveAsync(CancellationToken.None);
            file.Store.TakeChanges().ShouldBeEmpty();
        }

        await using var again = await OpenAsync();
        again.Store.Find(Peer).ShouldNotBeNull();
    }

    [Fact]
    public async Task Takes_no_more_of_a_file_than_its_bounds_allow()
    {
        await using (var file = await OpenAsync())
        {
            foreach (var number in Enumerable.Range(1, 200))
            {
                file.Store.AddAddresses(PeerId(number), [Address(number)], AddressSource.Operator);
            }

            await file.SaveAsync(CancellationToken.None);
        }

        await using var smaller = await PeerStoreFile.OpenAsync(FilePath, new PeerStore(new PeerStoreOptions { MaximumPeers = 32 }, time), time, CancellationToken.None);
        smaller.Store.Count.ShouldBeInRange(16, 32);
    }

    [Fact]
    public async Task Saves_by_itself_from_time_to_time()
    {
        await using var file = await OpenAsync();
        using var stopping = new CancellationTokenSource();
        var running = file.RunAsync(TimeSpan.FromSeconds(10), stopping.Token);
        file.Store.AddAddresses(Peer, [Address(1)], AddressSource.Operator);
        await Eventually.HoldsAsync(() => time.PendingTimers == 1);
        time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(() => new FileInfo(FilePath).Length > PeerJournal.Signature.Length);

        await stopping.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        file.FailedSaves.ShouldBe(0);
    }

    /// <summary>This assembly as a program that saves without end (Program.cs), killed in the middle of it again and again.</summary>
    [Fact]
    [Trait("Category", "Server")]
    public async Task Has_everything_that_was_saved_before_its_process_was_killed()
    {
        var known = 0;
        for (var death = 0; death < 3; death++)
        {
            await using (var process = BuiltProgram.Start("tests/unit/DarkSwap.Libp2p.Tests", ["save-peers", FilePath, $"{known}"], null))
            {
                await process.WaitForLineAsync(line => line == $"saved {known + 40}", Patience.OfPrograms, CancellationToken.None);
                await process.KillAsync(CancellationToken.None);
                known = process.Output.Split('\n').Where(line => line.StartsWith("saved ", StringComparison.Ordinal) && line.Length > 6).Max(line => int.Parse(line[6..], System.Globalization.CultureInfo.InvariantCulture));
            }

            await using var file = await OpenAsync();
            foreach (var number in Enumerable.Range(1, known))
            {
                file.Store.Find(PeerId(number)).ShouldNotBeNull($"peer {number} of {known}");
            }
        }
    }

    private static string Describe(PeerEntry entry) => string.Join(
        '|',
        [entry.PeerId, .. entry.Addresses.Select(address => $"{address}"), .. entry.ProtocolIds, Convert.ToHexString(entry.Record.Span), entry.RecordSequenceNumber, entry.Score, entry.ScoredAt, entry.ConnectedAt, entry.HeardAt]);

    private Task<PeerStoreFile> OpenAsync() => PeerStoreFile.OpenAsync(FilePath, new PeerStore(new PeerStoreOptions(), time), time, CancellationToken.None);
}
