using System.Buffers;
using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>
/// Keeps a <see cref="PeerStore"/> in a file that only its user can read. Changes are added at the end, a batch with one write and one flush to the disk; when most of the file is outdated, a new one
/// takes its place by a rename. Wherever the process dies, what was saved before is read again.
/// </summary>
public sealed class PeerStoreFile : IAsyncDisposable
{
    /// <summary>Part of the file that may be outdated before it is written anew, in bytes, besides as much as is not.</summary>
    private const int AllowedWaste = 1024 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string path;
    private readonly TimeProvider timeProvider;
    private readonly SemaphoreSlim gate = new(1, 1);
    private FileStream file;
    private long soundLength;
    private long compactLength;
    private long failedSaves;

    private PeerStoreFile(string path, PeerStore store, FileStream file, TimeProvider timeProvider)
    {
        this.path = path;
        this.file = file;
        this.timeProvider = timeProvider;
        Store = store;
    }

    public PeerStore Store { get; }

    /// <summary>Saves of <see cref="RunAsync"/> that the disk refused; what they had is saved by a later one.</summary>
    public long FailedSaves => Interlocked.Read(ref failedSaves);

    private string NewPath => path + ".new";

    /// <summary>Opens the file or makes it, and restores what it has into the store. What is damaged is passed over, and a file of another kind is moved aside to ".damaged": a memory of peers is worth no failing start.</summary>
    /// <exception cref="IOException">The disk refused, or another process has the file open.</exception>
    public static async Task<PeerStoreFile> OpenAsync(string path, PeerStore store, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var file = Open(path, FileMode.OpenOrCreate);
        try
        {
            var bytes = new byte[(int)Math.Min(file.Length, LargestFile(store.Options))];
            await file.ReadExactlyAsync(bytes, cancellationToken);
            var entries = new Dictionary<PeerId, PeerEntry>();
            var soundLength = PeerJournal.Read(bytes, entries);
            if (soundLength == 0 && bytes.Length > 0)
            {
                await file.DisposeAsync();
                File.Move(path, path + ".damaged", overwrite: true);
                file = Open(path, FileMode.OpenOrCreate);
            }

            store.Restore(entries.Values);
            var opened = new PeerStoreFile(path, store, file, timeProvider) { soundLength = soundLength };
            await opened.CompactAsync(cancellationToken);
            return opened;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Saves what has changed. On return it is on the disk.</summary>
    /// <exception cref="IOException">The disk refused; what changed is saved by the next call that it allows.</exception>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            var changes = Store.TakeChanges();
            if (changes.Count == 0)
            {
                return;
            }

            try
            {
                await AppendAsync(Encode(changes), cancellationToken);
            }
            catch
            {
                Store.ReturnChanges(changes);
                throw;
            }

            if (soundLength > (2 * compactLength) + AllowedWaste)
            {
                await CompactAsync(cancellationToken);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Saves again and again until the token is cancelled.</summary>
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, timeProvider);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await SaveAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Interlocked.Increment(ref failedSaves);
            }
        }
    }

    /// <summary>Closes the file; whoever wants the last changes saved does that before.</summary>
    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        gate.Dispose();
    }

    /// <summary>Twice what the store may hold, and what may be wasted: more than the file ever has.</summary>
    private static long LargestFile(PeerStoreOptions options) => Math.Min((3 * options.MaximumBytes) + (4 * AllowedWaste), int.MaxValue / 2);

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    private static ReadOnlyMemory<byte> Encode(IEnumerable<(PeerId PeerId, PeerEntry? Entry)> changes)
    {
        var output = new ArrayBufferWriter<byte>();
        var entry = new ArrayBufferWriter<byte>();
        foreach (var (peerId, value) in changes)
        {
            entry.ResetWrittenCount();
            PeerEntryCodec.Write(entry, peerId, value);
            PeerJournal.Write(output, entry.WrittenSpan);
        }

        return output.WrittenMemory;
    }

    /// <summary>Begins at the end of what is sound: the rest of a write that failed is written over.</summary>
    private async Task AppendAsync(ReadOnlyMemory<byte> records, CancellationToken cancellationToken)
    {
        file.SetLength(soundLength);
        file.Position = soundLength;
        await file.WriteAsync(records, cancellationToken);
        file.Flush(flushToDisk: true);
        soundLength += records.Length;
    }

    /// <summary>Writes every entry to a new file, which is whole before it takes the old one's name.</summary>
    private async Task CompactAsync(CancellationToken cancellationToken)
    {
        var records = Encode(Store.List().Select(entry => (entry.PeerId, (PeerEntry?)entry)));
        var replacement = Open(NewPath, FileMode.Create);
        try
        {
            await replacement.WriteAsync(PeerJournal.Signature.ToArray(), cancellationToken);
            await replacement.WriteAsync(records, cancellationToken);
            replacement.Flush(flushToDisk: true);
            File.Move(NewPath, path, overwrite: true);
        }
        catch
        {
            await replacement.DisposeAsync();
            throw;
        }

        await file.DisposeAsync();
        file = replacement;
        soundLength = compactLength = PeerJournal.Signature.Length + records.Length;
    }
}
