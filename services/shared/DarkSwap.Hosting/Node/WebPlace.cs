namespace DarkSwap.Hosting.Node;

/// <summary>Where on a request's way an <see cref="IWebPart"/> stands.</summary>
public enum WebPlace
{
    /// <summary>First: nothing is known but the connection and the request itself.</summary>
    Entrance,

    /// <summary>The endpoint is known, the caller is not.</summary>
    Routed,

    /// <summary>It is known who calls, not yet whether they may.</summary>
    Authenticated,
}
