using System.Buffers;
using System.Text;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>The start line and the headers of an HTTP/1.1 message (RFC 9112 §2.1), as a WebSocket handshake needs them.</summary>
internal sealed class HttpHead
{
    /// <summary>Longest head that is read, in bytes.</summary>
    internal const int MaximumLength = 8 * 1024;

    private const int MaximumHeaders = 64;
    private const byte Delete = 0x7F;
    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private readonly List<KeyValuePair<string, string>> headers = [];

    private HttpHead(string startLine) => StartLine = startLine;

    internal string StartLine { get; }

    /// <summary>Lines end in CR LF alone, and none is folded: what is laxer than that has been used to smuggle requests past proxies.</summary>
    internal static OperationStatus TryRead(ReadOnlySpan<byte> source, out HttpHead? head, out int length)
    {
        head = null;
        var end = source.IndexOf("\r\n\r\n"u8);
        length = end + 4;
        if (end < 0)
        {
            return source.Length < MaximumLength ? OperationStatus.NeedMoreData : OperationStatus.InvalidData;
        }

        if (length > MaximumLength || !IsText(source[..end]))
        {
            return OperationStatus.InvalidData;
        }

        foreach (var range in source[..end].Split("\r\n"u8))
        {
            var line = source[range];
            if (head is null)
            {
                head = new HttpHead(Encoding.Latin1.GetString(line));
            }
            else if (!head.TryAdd(line))
            {
                head = null;
                return OperationStatus.InvalidData;
            }
        }

        return OperationStatus.Done;
    }

    /// <summary>The one header of that name; null when there is none or more than one.</summary>
    internal string? Single(string name)
    {
        var values = All(name).ToList();
        return values.Count == 1 ? values[0] : null;
    }

    internal bool Has(string name) => All(name).Any();

    /// <summary>The members of a list that may be spread over several headers (RFC 9110 §5.6.1).</summary>
    internal IEnumerable<string> Members(string name) =>
        All(name).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    internal bool HasMember(string name, string member) => Members(name).Contains(member, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> All(string name) =>
        headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    private bool TryAdd(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || headers.Count == MaximumHeaders || line[..colon].ContainsAnyExcept(TokenBytes))
        {
            return false;
        }

        headers.Add(new(Encoding.ASCII.GetString(line[..colon]), Encoding.Latin1.GetString(line[(colon + 1)..]).Trim(' ', '\t')));
        return true;
    }

    /// <summary>True when every CR is followed by an LF, every LF follows a CR, and there is no other control character but the tab.</summary>
    private static bool IsText(ReadOnlySpan<byte> source)
    {
        for (var index = 0; index < source.Length; index++)
        {
            var current = source[index];
            if (current == '\r')
            {
                if (++index == source.Length || source[index] != '\n')
                {
                    return false;
                }
            }
            else if ((current < ' ' && current != '\t') || current == Delete)
            {
                return false;
            }
        }

        return true;
    }
}
