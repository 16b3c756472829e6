using Microsoft.Extensions.Configuration;

namespace DarkSwap.Hosting.Persistence;

/// <summary>Where one service keeps its tables.</summary>
/// <param name="ConnectionString">For SQLite the file, for PostgreSQL the server and database.</param>
public sealed record DatabaseOptions(bool IsPostgreSql, string ConnectionString)
{
    /// <summary>PostgreSQL if <c>&lt;Module&gt;:Database</c> or the shared <c>Database</c> holds a connection string, else the file <c>&lt;data&gt;/&lt;module&gt;.db</c>.</summary>
    public static DatabaseOptions For(string module, IConfiguration configuration)
    {
        var connectionString = configuration[$"{module}:Database"] ?? configuration["Database"];
        return string.IsNullOrWhiteSpace(connectionString)
            ? new(false, Path.Combine(DataFolder.Of(configuration), $"{module}.db"))
            : new(true, connectionString);
    }
}
