using DarkSwap.Messaging.Delivery.Broker;

namespace DarkSwap.Hosting.Configuration;

/// <summary>What a configuration key may hold.</summary>
internal abstract record ConfigurationKind
{
    /// <summary>Whether the text may hold a password and must not be shown.</summary>
    public virtual bool IsSecret => false;

    /// <summary>Why the text is refused, or null if it fits.</summary>
    public abstract string? Refuse(string text);

    public sealed record Flag : ConfigurationKind
    {
        public override string? Refuse(string text) => bool.TryParse(text, out _) ? null : "is true or false";
    }

    public sealed record Number(int Minimum, int Maximum) : ConfigurationKind
    {
        public override string? Refuse(string text) =>
            int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= Minimum && number <= Maximum
                ? null
                : $"is a whole number from {Minimum} to {Maximum}";
    }

    public sealed record Choice(params string[] Allowed) : ConfigurationKind
    {
        public override string? Refuse(string text) => Allowed.Contains(text, StringComparer.Ordinal) ? null : $"is one of {string.Join(", ", Allowed)}";
    }

    public sealed record Multiaddress : ConfigurationKind
    {
        private const int MaximumLength = 512;

        public override string? Refuse(string text) =>
            text.Length is > 1 and <= MaximumLength && text[0] == '/' && !text.Any(char.IsWhiteSpace) ? null : "is a multiaddress such as /ip4/127.0.0.1/tcp/9000";
    }

    public sealed record IceUrl : ConfigurationKind
    {
        public override string? Refuse(string text) =>
            text.Length <= 512 && new[] { "stun:", "stuns:", "turn:", "turns:" }.Any(scheme => text.StartsWith(scheme, StringComparison.Ordinal) && text.Length > scheme.Length)
                ? null
                : "is a stun:, stuns:, turn: or turns: URL";
    }

    public sealed record Secret(int MaximumLength) : ConfigurationKind
    {
        public override bool IsSecret => true;

        public override string? Refuse(string text) => text.Length <= MaximumLength ? null : $"has at most {MaximumLength} characters";
    }

    public sealed record HttpUrl : ConfigurationKind
    {
        public override bool IsSecret => true;

        public override string? Refuse(string text) =>
            text.Length == 0 || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") ? null : "is a URL such as http://127.0.0.1:18443";
    }

    /// <summary>Where instances of one service answer, with commas between them.</summary>
    public sealed record HttpUrls : ConfigurationKind
    {
        private const int Maximum = 16;

        public override string? Refuse(string text) =>
            text.Split(',', StringSplitOptions.TrimEntries) is { Length: <= Maximum } urls && urls.All(IsBaseUrl)
                ? null
                : $"is a URL such as http://127.0.0.1:8081, without path and user, or up to {Maximum} of them with commas between";

        private static bool IsBaseUrl(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo.Length: 0, Fragment.Length: 0 };
    }

    public sealed record ReadableFile : ConfigurationKind
    {
        public override string? Refuse(string text) => File.Exists(text) ? null : "is a file that is there";
    }

    /// <summary>RFC 6454 §6.2: what a browser sends as Origin.</summary>
    public sealed record Origin : ConfigurationKind
    {
        public override string? Refuse(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https" } && uri.GetLeftPart(UriPartial.Authority) == text
                ? null
                : "is an origin such as https://app.example, in lower case, without path and final slash";
    }

    public sealed record NetworkAddress : ConfigurationKind
    {
        public override string? Refuse(string text) =>
            System.Net.IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _) ? null : "is an address such as 10.0.0.7 or a network such as 10.0.0.0/24";
    }

    public sealed record DnsServer : ConfigurationKind
    {
        public override string? Refuse(string text) =>
            System.Net.IPEndPoint.TryParse(text, out _) ? null : "is an address such as 10.0.0.53, or one with a port such as 10.0.0.53:5353";
    }

    public sealed record BrokerUrl : ConfigurationKind
    {
        public override bool IsSecret => true;

        public override string? Refuse(string text) => text.Length == 0 || BrokerAddress.TryParse(text, out _) ? null : "is a URL such as amqp://user:password@127.0.0.1:5672/virtual-host";
    }

    public sealed record Endpoint : ConfigurationKind
    {
        public override string? Refuse(string text) => ApiEndpoint.TryParse(text, out _) ? null : "is an address and port such as 127.0.0.1:8080";
    }
}
