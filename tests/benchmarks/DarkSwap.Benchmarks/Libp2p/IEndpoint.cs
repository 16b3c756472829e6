namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>One end of connections of some stack.</summary>
internal interface IEndpoint : IAsyncDisposable
{
    /// <summary>Returns the address to dial.</summary>
    Task<string> ListenAsync(CancellationToken cancellationToken);

    Task ConnectAsync(string address, CancellationToken cancellationToken);

    /// <summary>Runs something on a stream of the connection.</summary>
    Task<TResult> WithStreamAsync<TResult>(Func<Stream, Task<TResult>> action, CancellationToken cancellationToken);

    /// <summary>Connects and disconnects.</summary>
    Task DialOnceAsync(string address, CancellationToken cancellationToken);

    /// <summary>Connects once more, from somebody else, and stays so.</summary>
    Task AddIdleAsync(string address, CancellationToken cancellationToken);
}
