namespace DarkSwap.Hosting.Security;

/// <summary>Where a process has the keys from by which it believes tokens.</summary>
public interface ITokenKeys
{
    /// <summary>Keys that hold the wanted one, if it exists: an unknown one is looked for again, but not more often than the source bears.</summary>
    /// <exception cref="KeysUnavailableException">There are no keys yet, and none can be had.</exception>
    ValueTask<TrustedKeys> GetAsync(string keyId, CancellationToken cancellationToken);
}
