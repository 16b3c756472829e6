using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>What a server says to one question (RFC 1035 §4.1).</summary>
internal sealed class DnsResponse
{
    private const int HeaderLength = 12;
    private const int ResponseFlag = 0x8000;
    private const int TruncationFlag = 0x0200;
    private const int CodeMask = 0x000F;
    private const int MaximumRecords = 256;
    private const int MaximumTextLength = 4096;

    private readonly List<IPAddress> addresses = [];
    private readonly List<string> texts = [];

    private DnsResponse(string name) => Name = name;

    /// <summary>There is more, which TCP carries.</summary>
    internal bool IsTruncated { get; private init; }

    /// <summary>RCODE: 0 is success, 3 says that there is no such name.</summary>
    internal int Code { get; private init; }

    /// <summary>The name that the records are of: the question's, or what it is an alias of.</summary>
    internal string Name { get; private set; }

    internal IReadOnlyList<IPAddress> Addresses => addresses;

    internal IReadOnlyList<string> Texts => texts;

    /// <summary>Null unless the message is a well-formed response to that question under that id.</summary>
    internal static DnsResponse? Read(ReadOnlySpan<byte> message, ushort id, DnsQuestion question)
    {
        if (message.Length < HeaderLength || Number(message, 0) != id)
        {
            return null;
        }

        var flags = Number(message, 2);
        var offset = HeaderLength;
        if ((flags & ResponseFlag) == 0 || Number(message, 4) != 1 || !IsQuestion(message, ref offset, question))
        {
            return null;
        }

        var response = new DnsResponse(question.Name) { IsTruncated = (flags & TruncationFlag) != 0, Code = flags & CodeMask };
        var count = Math.Min((int)Number(message, 6), MaximumRecords);

        // The end of a truncated message may be missing: what it says is asked for again.
        return response.IsTruncated || response.TryReadRecords(message, offset, count, question.Type) ? response : null;
    }

    private static bool IsQuestion(ReadOnlySpan<byte> message, ref int offset, DnsQuestion question)
    {
        if (!DnsName.TryRead(message, ref offset, out var name) || offset + 4 > message.Length)
        {
            return false;
        }

        var isSame = name.Equals(question.Name, StringComparison.OrdinalIgnoreCase)
            && Number(message, offset) == (ushort)question.Type
            && Number(message, offset + 2) == DnsQuery.InternetClass;
        offset += 4;
        return isSame;
    }

    /// <summary>Takes the records of the name in question, and of what it is an alias of; others are nobody's business here.</summary>
    private bool TryReadRecords(ReadOnlySpan<byte> message, int offset, int count, DnsRecordType wanted)
    {
        for (var index = 0; index < count; index++)
        {
            if (!DnsName.TryRead(message, ref offset, out var owner) || offset + 10 > message.Length)
            {
                return false;
            }

            var type = (DnsRecordType)Number(message, offset);
            var isInternet = Number(message, offset + 2) == DnsQuery.InternetClass;
            var length = Number(message, offset + 8);
            var start = offset + 10;
            offset = start + length;
            if (offset > message.Length)
            {
                return false;
            }

            if (isInternet && owner.Equals(Name, StringComparison.OrdinalIgnoreCase) && !TryTake(message, type, start, length, wanted))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryTake(ReadOnlySpan<byte> message, DnsRecordType type, int start, int length, DnsRecordType wanted)
    {
        var data = message.Slice(start, length);
        if (type == DnsRecordType.Alias)
        {
            var isName = DnsName.TryRead(message[..(start + length)], ref start, out var target);
            Name = isName ? target : Name;
            return isName;
        }

        if (type != wanted)
        {
            return true;
        }

        if (type == DnsRecordType.Text)
        {
            return TryTakeText(data);
        }

        var isAddress = length == (type == DnsRecordType.Address4 ? 4 : 16);
        if (isAddress)
        {
            addresses.Add(new IPAddress(data));
        }

        return isAddress;
    }

    /// <summary>Joins the strings of a record (RFC 1035 §3.3.14).</summary>
    private bool TryTakeText(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        while (!data.IsEmpty)
        {
            var length = data[0];
            if (1 + length > data.Length)
            {
                return false;
            }

            text.Append(Encoding.Latin1.GetString(data.Slice(1, length)));
            data = data[(1 + length)..];
        }

        if (text.Length <= MaximumTextLength)
        {
            texts.Add(text.ToString());
        }

        return true;
    }

    private static ushort Number(ReadOnlySpan<byte> message, int offset) => BinaryPrimitives.ReadUInt16BigEndian(message[offset..]);
}
