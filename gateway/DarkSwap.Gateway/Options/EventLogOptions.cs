using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Gateway.Options;

/// <summary>Bounds of the event log and of the streams that read it.</summary>
public sealed class EventLogOptions
{
    public const string Section = "Events";

    /// <summary>Events kept, so that a reader can resume; older ones are forgotten.</summary>
    [Range(100, 10_000_000)]
    public int MaximumEvents { get; set; } = 100_000;

    /// <summary>Events read at once for one stream.</summary>
    [Range(1, 1024)]
    public int MaximumBatch { get; set; } = 128;

    /// <summary>Streams open at a time.</summary>
    [Range(1, 10_000)]
    public int MaximumStreams { get; set; } = 64;

    /// <summary>Silence after which a stream says that it lives.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A reader that does not take what is written to it for this long is dropped.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
