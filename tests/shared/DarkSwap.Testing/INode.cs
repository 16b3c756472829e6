namespace DarkSwap.Testing;

/// <summary>A running node, of one process or of several, that can be killed and started again with its data and its ports.</summary>
public interface INode : IAsyncDisposable
{
    string PeerId { get; }

    /// <summary>Where other nodes dial this one, with its peer id.</summary>
    string Address { get; }

    /// <summary>Base address ends with <c>/api/v1/</c>; sends the operator's token.</summary>
    HttpClient Http { get; }

    /// <summary>What the running processes have written, for failure messages.</summary>
    string Log { get; }

    /// <summary>SIGKILL to everything that the node consists of.</summary>
    Task KillAsync(CancellationToken cancellationToken);

    Task StartAgainAsync(CancellationToken cancellationToken);
}
