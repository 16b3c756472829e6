namespace DarkSwap.Testing.Processes;

/// <summary>How a test starts a node of several processes. Stacks may share servers: each has a database and a virtual host of its own.</summary>
/// <param name="Database">Connection string of a PostgreSQL database that does not exist yet.</param>
/// <param name="Broker">URL of a RabbitMQ virtual host, with user and password.</param>
public sealed record ProcessStackStart(string Database, string Broker, NodeStart Node)
{
    /// <summary>Whether the runtime observes what is hot and compiles it again, as in production: worth it for minutes of load, not for a test.</summary>
    public bool IsTuned { get; init; }
}
