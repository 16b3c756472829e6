using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DarkSwap.Messaging.Persistence;

/// <summary>Times as whole microseconds since 1970 UTC: SQLite cannot order <see cref="DateTimeOffset"/>. Finer parts are cut.</summary>
public sealed class UnixMicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
    time => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
    microseconds => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond));
