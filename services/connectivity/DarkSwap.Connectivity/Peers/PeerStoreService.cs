using DarkSwap.Hosting;
using DarkSwap.Libp2p.Identity.Store;

namespace DarkSwap.Connectivity.Peers;

/// <summary>Keeps what the host remembers of peers in a file of the data folder. Registered before everything that learns of peers, so that it stops after them.</summary>
internal sealed partial class PeerStoreService(PeerStore store, IConfiguration configuration, TimeProvider timeProvider, ILogger<PeerStoreService> logger) : BackgroundService
{
    private const string FileName = "peers.store";
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(10);
    private PeerStoreFile? file;

    /// <summary>A node that cannot read its memory, or not write it, is a node without one.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            file = await PeerStoreFile.OpenAsync(Path.Combine(DataFolder.Of(configuration), FileName), store, timeProvider, cancellationToken);
            LogOpened(store.Count);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailed(exception.Message);
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (file is null)
        {
            return;
        }

        await using (file)
        {
            try
            {
                await file.SaveAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogFailed(exception.Message);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => file?.RunAsync(SaveInterval, stoppingToken) ?? Task.CompletedTask;

    [LoggerMessage(EventId = 2133, Level = LogLevel.Information, Message = "Remembering {Count} peers")]
    private partial void LogOpened(int count);

    [LoggerMessage(EventId = 2134, Level = LogLevel.Warning, Message = "What this node remembers of peers is not kept: {Reason}")]
    private partial void LogFailed(string reason);
}
