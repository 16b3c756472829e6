using Microsoft.AspNetCore.Builder;

namespace DarkSwap.Testing.Hosting;

/// <summary>What a test changes about the modules that it hosts.</summary>
public sealed class ModuleTestHostOptions
{
    /// <summary>Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Connection string from <see cref="PostgreSqlServer.NewDatabase"/>; default: SQLite files in the data folder.</summary>
    public string? PostgreSqlDatabase { get; init; }

    /// <summary>Kept when the host ends, so that a second host can start on it; default: a temporary folder.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Configuration keys and values.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>Registrations that win over the defaults. A stand-in for another service is a module of the test's own, hosted beside the module.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }
}
