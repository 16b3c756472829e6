using System.Buffers;
using DarkSwap.Cryptography;
using DarkSwap.Fuzz.Tests.Engine;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Identity;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Libp2p.Negotiation;
using DarkSwap.Libp2p.Security.Noise;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>What a connection reads before any protocol of ours does.</summary>
internal static class ConnectionTargets
{
    /// <summary>Messages of thousands of fields: each takes as long as a hundred others.</summary>
    private const int ManyFieldsInputs = 20_000;

    private static readonly PrivateKey Key = PrivateKey.FromSeed(new byte[Ed25519.SeedLength]);
    private static readonly byte[] NoiseKey = new byte[32];

    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("identify", [Identify()], FeedIdentify) { IsProtobuf = true },
        new("identify of many fields", [ManyFields()], FeedIdentify) { MaximumLength = IdentifyMessage.MaximumLength, Inputs = ManyFieldsInputs },
        new("Noise payload", [NoisePayload.Create(Key, NoiseKey, ["/yamux/1.0.0", "/mplex/6.7.0"]).ToBytes()], FeedNoisePayload) { IsProtobuf = true },
        new("multistream", [Message("/multistream/1.0.0"), Message("/noise"), Message("na"), Message(new string('x', 300))], FeedMultistream),
        new("yamux header", [Frame(YamuxFrameType.Data, YamuxFlags.Synchronize, 0), Frame(YamuxFrameType.Ping, YamuxFlags.Acknowledge, uint.MaxValue)], FeedYamuxHeader)
        {
            MaximumLength = 16,
        },
        new(
            "yamux frames",
            [[.. Frame(YamuxFrameType.WindowUpdate, YamuxFlags.Synchronize, 0), .. Frame(YamuxFrameType.Data, YamuxFlags.Finish, 5), 1, 2, 3, 4, 5, .. Frame(YamuxFrameType.GoAway, 0, 1)]],
            FeedYamuxFrames),
    ];

    private static bool FeedIdentify(ReadOnlySpan<byte> input)
    {
        if (!IdentifyMessage.TryMerge(new IdentifyMessage(), input, out var message))
        {
            return false;
        }

        Expect.True(IdentifyMessage.TryMerge(new IdentifyMessage(), message.ToBytes(), out var again));
        Expect.True(again!.ListenAddresses.SequenceEqual(message.ListenAddresses) && Equals(again.PublicKey, message.PublicKey));
        return true;
    }

    private static bool FeedNoisePayload(ReadOnlySpan<byte> input)
    {
        if (!NoisePayload.TryRead(input, out var payload))
        {
            return false;
        }

        Expect.True(NoisePayload.TryRead(payload.ToBytes(), out var again));
        Expect.True(again!.IdentityKey.Equals(payload.IdentityKey) && again.Muxers.Count == payload.Muxers.Count);
        return true;
    }

    private static bool FeedMultistream(ReadOnlySpan<byte> input)
    {
        for (var prefix = 1; prefix <= input.Length; prefix++)
        {
            switch (MultistreamMessage.TryReadLength(input[..prefix], MultistreamMessage.MaximumLength, out var length))
            {
                case OperationStatus.Done:
                    Expect.True(length is > 0 and <= MultistreamMessage.MaximumLength);
                    return length <= input.Length - prefix && MultistreamMessage.TryReadText(input.Slice(prefix, length), out _);
                case OperationStatus.InvalidData:
                    return false;
                default:
                    Expect.True(prefix < MultistreamMessage.MaximumPrefixLength);
                    break;
            }
        }

        return false;
    }

    private static bool FeedYamuxHeader(ReadOnlySpan<byte> input)
    {
        if (YamuxHeader.TryRead(input, out var header) != OperationStatus.Done)
        {
            return false;
        }

        Span<byte> written = stackalloc byte[YamuxHeader.Size];
        header.Write(written);
        Expect.True(input[..YamuxHeader.Size].SequenceEqual(written));
        return true;
    }

    /// <summary>Reads the input in one piece and in pieces, which must give the same frames.</summary>
    private static bool FeedYamuxFrames(ReadOnlySpan<byte> input)
    {
        var whole = new FrameCounter();
        var isWhole = whole.Feed(input);
        var cut = new FrameCounter();
        var isCut = true;
        for (var (offset, size) = (0, 1); offset < input.Length && isCut; offset += size, size = (size * 3 % 29) + 1)
        {
            isCut = cut.Feed(input.Slice(offset, Math.Min(size, input.Length - offset)));
        }

        Expect.True(isWhole == isCut);
        Expect.True(!isWhole || (whole.Headers == cut.Headers && whole.Bytes == cut.Bytes && whole.Ends == cut.Ends));
        return isWhole && whole.Headers > 0;
    }

    private static byte[] Identify() => new IdentifyMessage
    {
        PublicKey = Key.PublicKey,
        ListenAddresses = [Multiaddr.Parse("/ip4/1.2.3.4/tcp/1"), Multiaddr.Parse("/dns4/example.com/tcp/443/tls/ws")],
        ProtocolIds = ["/ipfs/ping/1.0.0", "/ipfs/id/1.0.0"],
        ObservedAddress = Multiaddr.Parse("/ip6/::1/tcp/9"),
        ProtocolVersion = "ipfs/0.1.0",
        AgentVersion = "darkswap",
        SignedRecord = new PeerRecord(PeerId.FromPublicKey(Key.PublicKey), 1, []).Seal(Key),
    }.ToBytes();

    /// <summary>As many short fields as a message has room for: each may cost, and all together must not.</summary>
    private static byte[] ManyFields() => [.. Enumerable.Range(0, IdentifyMessage.MaximumLength / 2).SelectMany(_ => (byte[])[0x2a, 0])];

    private static byte[] Message(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        MultistreamMessage.Write(output, text);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Frame(YamuxFrameType type, YamuxFlags flags, uint length)
    {
        var bytes = new byte[YamuxHeader.Size];
        new YamuxHeader(type, flags, 1, length).Write(bytes);
        return bytes;
    }

    private sealed class FrameCounter
    {
        private readonly YamuxInputParser parser = new();

        internal int Headers { get; private set; }

        internal int Ends { get; private set; }

        internal long Bytes { get; private set; }

        /// <summary>False at the first malformed header.</summary>
        internal bool Feed(ReadOnlySpan<byte> input)
        {
            while (!input.IsEmpty || parser.HasPendingEnd)
            {
                switch (parser.Read(ref input, out var header, out var data))
                {
                    case YamuxInputKind.Malformed:
                        return false;
                    case YamuxInputKind.Header:
                        Headers++;
                        if (header.Type == YamuxFrameType.Data)
                        {
                            parser.StartData(null, header);
                        }

                        break;
                    case YamuxInputKind.Data:
                        Bytes += data.Length;
                        break;
                    case YamuxInputKind.EndOfData:
                        Ends++;
                        break;
                    case YamuxInputKind.Incomplete:
                        break;
                }
            }

            return true;
        }
    }
}
