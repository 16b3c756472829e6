using DarkSwap.Contracts.Psbts;
using MassTransit;

namespace DarkSwap.Connectivity.Chain;

/// <summary>The Bitcoin network as signed domains name it; asked of the psbt service until it knows.</summary>
internal sealed partial class NetworkName(IServiceScopeFactory scopes, TimeProvider timeProvider, ILogger<NetworkName> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);
    private string? known;

    /// <summary>The name, or why there is none yet.</summary>
    /// <exception cref="RequestException">The psbt service did not answer.</exception>
    public async Task<(string? Name, bool IsWithoutBlocks)> LookUpAsync(CancellationToken cancellationToken)
    {
        if (known is not null)
        {
            return (known, false);
        }

        await using var scope = scopes.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<GetChainStatus>>();
        var status = await client.GetResponse<ChainStatusDescribed>(new GetChainStatus(), cancellationToken);
        known = status.Message.Network;
        return (known, status.Message.IsWithoutBlocks);
    }

    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await LookUpAsync(cancellationToken) is { Name: { } network })
                {
                    return network;
                }
            }
            catch (RequestException exception)
            {
                LogUnknown(exception.Message);
            }

            await Task.Delay(RetryDelay, timeProvider, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2110, Level = LogLevel.Debug, Message = "The network is not known yet: {Reason}")]
    private partial void LogUnknown(string reason);
}
