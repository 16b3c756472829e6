namespace DarkSwap.Psbt.AssetSources;

/// <summary>Says aloud at start what the missing sources of assets mean.</summary>
public sealed partial class AssetSourceAnnouncement(AssetSourceCatalog sources, ILogger<AssetSourceAnnouncement> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (sources.IsMissing)
        {
            LogRefusing(string.Join(", ", sources.MissingKinds));
        }
        else if (sources.MissingKinds.Count > 0)
        {
            LogTreatingAsEmpty(string.Join(", ", sources.MissingKinds));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 2520, Level = LogLevel.Warning, Message = "No source of {Kinds}: trades are refused, since coins cannot be told from plain bitcoin")]
    private partial void LogRefusing(string kinds);

    [LoggerMessage(EventId = 2521, Level = LogLevel.Warning, Message = "No source of {Kinds}, and treatMissingAssetSourcesAsEmpty is set: every coin counts as free of them. Use this on test networks only")]
    private partial void LogTreatingAsEmpty(string kinds);
}
