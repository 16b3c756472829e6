namespace DarkSwap.Hosting.Problems;

/// <summary>Stable <c>type</c>s of error bodies (RFC 9457 §3.1.1). Clients switch on them; services add their own with <see cref="Of"/>.</summary>
public static class ProblemTypes
{
    public const string Prefix = "urn:darkswap:problem:";

    public const string BadRequest = Prefix + "bad-request";
    public const string Validation = Prefix + "validation";
    public const string Unauthorized = Prefix + "unauthorized";
    public const string Forbidden = Prefix + "forbidden";
    public const string NotFound = Prefix + "not-found";
    public const string MethodNotAllowed = Prefix + "method-not-allowed";
    public const string NotAcceptable = Prefix + "not-acceptable";
    public const string Conflict = Prefix + "conflict";
    public const string BodyTooLarge = Prefix + "body-too-large";
    public const string UnsupportedMediaType = Prefix + "unsupported-media-type";
    public const string TooManyRequests = Prefix + "too-many-requests";
    public const string Internal = Prefix + "internal";
    public const string Unavailable = Prefix + "unavailable";

    /// <summary>The service behind the gateway could not be reached, or broke off.</summary>
    public const string BadGateway = Prefix + "bad-gateway";

    /// <summary>No answer in time: whether the request took effect is not known.</summary>
    public const string GatewayTimeout = Prefix + "gateway-timeout";

    /// <param name="name">Lower case, words joined by hyphens, for example <c>trade-wrong-state</c>.</param>
    public static string Of(string name) => Prefix + name;

    /// <summary>The type of an error that says no more than its status.</summary>
    public static string OfStatus(int status) => status switch
    {
        400 => BadRequest,
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        408 => Of("request-timeout"),
        409 => Conflict,
        413 => BodyTooLarge,
        414 => Of("target-too-long"),
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        431 => Of("headers-too-large"),
        502 => BadGateway,
        503 => Unavailable,
        504 => GatewayTimeout,
        < 500 => BadRequest,
        _ => Internal,
    };
}
