namespace DarkSwap.Sdk.Events;

/// <summary>One connection to a stream of events.</summary>
internal sealed class EventConnection(HttpResponseMessage response, TimeSpan longestSilence, TimeProvider timeProvider) : IAsyncDisposable
{
    private const int BufferLength = 16 * 1024;

    private readonly byte[] buffer = new byte[BufferLength];
    private readonly ServerSentEventReader reader = new();
    private Stream? stream;

    /// <summary>What has come; null when the connection is over, whoever ended it.</summary>
    public async Task<IReadOnlyList<ServerSentEvent>?> ReadAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(longestSilence, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            stream ??= await response.Content.ReadAsStreamAsync(either.Token);
            var length = await stream.ReadAsync(buffer, either.Token);
            if (length == 0)
            {
                return null;
            }

            var events = new List<ServerSentEvent>();
            reader.Feed(buffer.AsSpan(0, length), events);
            return events;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (stream is not null)
        {
            await stream.DisposeAsync();
        }

        response.Dispose();
    }
}
