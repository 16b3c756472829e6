using System.Buffers;
using System.Text;

namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>Domain names as messages carry them (RFC 1035 §3.1, §4.1.4).</summary>
internal static class DnsName
{
    /// <summary>Longest name, in bytes of a message.</summary>
    internal const int MaximumLength = 255;
    private const int MaximumLabelLength = 63;
    private const byte PointerMark = 0xC0;

    /// <summary>Writes a name; false if it cannot be one.</summary>
    internal static bool TryWrite(string name, IBufferWriter<byte> output)
    {
        if (name.Length is 0 or > MaximumLength - 2 || !Ascii.IsValid(name))
        {
            return false;
        }

        var labels = name.Split('.');
        if (labels.Any(label => label.Length is 0 or > MaximumLabelLength))
        {
            return false;
        }

        foreach (var label in labels)
        {
            output.Write([(byte)label.Length]);
            output.Write(Encoding.ASCII.GetBytes(label));
        }

        output.Write([(byte)0]);
        return true;
    }

    /// <summary>Reads the name at <paramref name="offset"/> and moves behind it. Every pointer must lead further back than the one before, so that no name is endless.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> message, ref int offset, out string name)
    {
        name = string.Empty;
        var text = new StringBuilder();
        var position = offset;
        var lowest = offset;
        var hasJumped = false;
        while (position < message.Length)
        {
            var length = message[position];
            if (length == 0)
            {
                offset = hasJumped ? offset : position + 1;
                name = text.ToString();
                return true;
            }

            if ((length & PointerMark) == PointerMark)
            {
                if (position + 1 >= message.Length)
                {
                    return false;
                }

                var target = ((length & ~PointerMark) << 8) | message[position + 1];
                if (target >= lowest)
                {
                    return false;
                }

                offset = hasJumped ? offset : position + 2;
                hasJumped = true;
                position = lowest = target;
            }
            else if (length > MaximumLabelLength || position + 1 + length > message.Length || text.Length + 1 + length > MaximumLength)
            {
                return false;
            }
            else
            {
                _ = text.Length > 0 ? text.Append('.') : text;
                text.Append(Encoding.Latin1.GetString(message.Slice(position + 1, length)));
                position += 1 + length;
            }
        }

        return false;
    }
}
