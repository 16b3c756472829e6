using System.Globalization;
using System.Text;

namespace DarkSwap.Sdk.Events;

/// <summary>Reads a stream of events line by line (WHATWG HTML §9.2.6). Fed with bytes as they come; holds one block of bounded length.</summary>
internal sealed class ServerSentEventReader
{
    /// <summary>Longest block in bytes; an event of a node is far shorter.</summary>
    public const int MaximumBlockLength = 1024 * 1024;

    private readonly List<byte> line = [];
    private readonly StringBuilder data = new();
    private string? lastId;
    private string type = string.Empty;
    private TimeSpan? retry;
    private bool hasData;
    private bool hasField;
    private bool afterReturn;

    /// <summary>Adds what ended with these bytes to <paramref name="events"/>.</summary>
    /// <exception cref="InvalidDataException">A block is longer than any event.</exception>
    public void Feed(ReadOnlySpan<byte> bytes, ICollection<ServerSentEvent> events)
    {
        foreach (var octet in bytes)
        {
            var isRest = afterReturn && octet == '\n';
            afterReturn = octet == '\r';
            if (isRest)
            {
                continue;
            }

            if (octet is (byte)'\n' or (byte)'\r')
            {
                EndLine(events);
            }
            else if (line.Count + data.Length < MaximumBlockLength)
            {
                line.Add(octet);
            }
            else
            {
                throw new InvalidDataException("An event is too long");
            }
        }
    }

    private void EndLine(ICollection<ServerSentEvent> events)
    {
        if (line.Count == 0)
        {
            EndBlock(events);
            return;
        }

        var text = Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line));
        line.Clear();
        var colon = text.IndexOf(':');
        if (colon == 0)
        {
            return;
        }

        var value = colon < 0 ? string.Empty : text[(colon + 1)..];
        TakeField(colon < 0 ? text : text[..colon], value.StartsWith(' ') ? value[1..] : value);
    }

    private void TakeField(string field, string value)
    {
        switch (field)
        {
            case "event":
                type = value;
                break;
            case "data":
                data.Append(hasData ? "\n" : string.Empty).Append(value);
                hasData = true;
                break;
            case "id" when !value.Contains('\0', StringComparison.Ordinal):
                lastId = value;
                break;
            case "retry" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds):
                retry = TimeSpan.FromMilliseconds(milliseconds);
                break;
            default:
                return;
        }

        hasField = true;
    }

    private void EndBlock(ICollection<ServerSentEvent> events)
    {
        if (hasField)
        {
            events.Add(new ServerSentEvent(lastId, type.Length > 0 ? type : "message", hasData ? data.ToString() : null, retry));
        }

        data.Clear();
        type = string.Empty;
        retry = null;
        hasData = false;
        hasField = false;
    }
}
