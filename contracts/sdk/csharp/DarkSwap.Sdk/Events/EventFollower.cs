using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DarkSwap.Sdk.Http;
using DarkSwap.Sdk.Problems;

namespace DarkSwap.Sdk.Events;

/// <summary>Follows a node's events through broken connections and restarts, without gap and without repetition.</summary>
public sealed class EventFollower
{
    /// <summary>A node says something every quarter of a minute; one that is silent for longer is gone.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(2);

    private readonly HttpClient http;
    private readonly DarkSwapClientOptions options;

    internal EventFollower(HttpClient http, DarkSwapClientOptions options)
    {
        this.http = http;
        this.options = options;
    }

    /// <summary>Every event from now on, or after <see cref="EventQuery.LastEventId"/>. Ends only with the token or an exception.</summary>
    /// <exception cref="ProblemException">The node refuses for good; <c>events-expired</c> when its log no longer reaches back: read the state anew and follow from now.</exception>
    public async IAsyncEnumerable<NodeEvent> FollowAsync(EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var place = new Place { LastId = query.LastEventId };
        while (true)
        {
            // Events leave outside of the try that a broken connection needs.
            await using var connection = await ConnectAsync(query, place, cancellationToken);
            while (await connection.ReadAsync(cancellationToken) is { } events)
            {
                foreach (var block in events)
                {
                    place.Take(block);
                    if (block is { Id: { } id, Data: { } data })
                    {
                        yield return Read(id, block.Type, data);
                    }
                }
            }

            await Task.Delay(place.Pause, options.TimeProvider, cancellationToken);
        }
    }

    /// <summary>Id of the newest event. Whoever asks before doing something, and follows after that id, misses nothing that comes of it.</summary>
    public async Task<string> GetLastIdAsync(CancellationToken cancellationToken)
    {
        var place = new Place();
        while (true)
        {
            await using var connection = await ConnectAsync(new EventQuery(), place, cancellationToken);
            while (await connection.ReadAsync(cancellationToken) is { } events)
            {
                if (events.FirstOrDefault(block => block.Id is not null).Id is { } id)
                {
                    return id;
                }
            }

            await Task.Delay(place.Pause, options.TimeProvider, cancellationToken);
        }
    }

    private static NodeEvent Read(string id, string type, string data)
    {
        using var document = JsonDocument.Parse(data);
        return NodeEvent.Of(id, type, document.RootElement.Clone());
    }

    /// <summary>Tries until the node answers or refuses for good.</summary>
    private async Task<EventConnection> ConnectAsync(EventQuery query, Place place, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var response = await http.SendAsync(RequestOf(query, place.LastId), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                return new EventConnection(response, LongestSilence, options.TimeProvider);
            }
            catch (NodeUnreachableException)
            {
                await Task.Delay(Waits.Of(attempt, options), options.TimeProvider, cancellationToken);
            }
            catch (ProblemException refusal) when (refusal.Status is (int)HttpStatusCode.TooManyRequests or >= (int)HttpStatusCode.InternalServerError)
            {
                await Task.Delay(refusal.Problem.RetryAfter ?? Waits.Of(attempt, options), options.TimeProvider, cancellationToken);
            }
        }
    }

    private static HttpRequestMessage RequestOf(EventQuery query, string? lastEventId)
    {
        var parameters = query.Types.Select(type => $"types={Uri.EscapeDataString(type)}");
        if (query.Pair is { } pair)
        {
            parameters = parameters.Append($"pair={Uri.EscapeDataString(pair)}");
        }

        var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/events?{string.Join('&', parameters)}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return request;
    }

    private sealed class Place
    {
        public string? LastId { get; set; }

        public TimeSpan Pause { get; private set; } = DefaultPause;

        public void Take(ServerSentEvent block)
        {
            LastId = block.Id ?? LastId;
            Pause = block.Retry ?? Pause;
        }
    }
}
