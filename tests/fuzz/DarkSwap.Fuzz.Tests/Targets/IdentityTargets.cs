using System.Buffers;
using DarkSwap.Cryptography;
using DarkSwap.Fuzz.Tests.Engine;
using DarkSwap.Libp2p.Identity;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;

namespace DarkSwap.Fuzz.Tests.Targets;

internal static class IdentityTargets
{
    /// <summary>Vectors of the peer id specification: ECDSA and secp256k1.</summary>
    private const string EcdsaKey =
        "0803125b3059301306072a8648ce3d020106082a8648ce3d03010703420004de3d300fa36ae0e8f5d530899d83abab44abf3161f162a4bc901d8e6ecda020e8b6d5f8da30525e71d6851510c098e5c47c646a597fb4dcec034e9f77c409e62";

    private const string Secp256k1Key = "08021221037777e994e452c21604f91de093ce415f5432f701dd8cd1a7a6fea0e630bfca99";

    /// <summary>Envelopes whose signature is looked at too, one in so many: that costs hundreds of times what parsing does.</summary>
    private const int SignatureSample = 512;

    private static readonly PrivateKey Key = PrivateKey.FromSeed(new byte[Ed25519.SeedLength]);
    private static readonly byte[] Record = new PeerRecord(PeerId.FromPublicKey(Key.PublicKey), 7, [Multiaddr.Parse("/ip4/1.2.3.4/tcp/1"), Multiaddr.Parse("/dns4/a/tcp/2/ws")]).Seal(Key);

    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("public key", [Key.PublicKey.ToBytes(), Convert.FromHexString(Secp256k1Key), Convert.FromHexString(EcdsaKey), RsaKey()], FeedPublicKey) { MaximumLength = 700, IsProtobuf = true },
        new("private key", [Encode(Key), Encode(PrivateKey.GenerateSecp256k1(new SeededRandomSource(1)))], FeedPrivateKey)
        {
            Inputs = FuzzTarget.CryptographicInputs, MaximumLength = 128, IsProtobuf = true,
        },
        new("signed envelope", [Record, SignedEnvelope.Seal(Key, "domain", [1], [])], FeedEnvelope) { IsProtobuf = true },
        new("peer record", [Payload()], FeedRecord) { IsProtobuf = true },
        new("stored peer", [StoredPeer()], FeedStoredPeer) { IsProtobuf = true },
        new("file of stored peers", [Journal()], FeedJournal) { MaximumLength = 1024 },
    ];

    private static bool FeedPublicKey(ReadOnlySpan<byte> input)
    {
        if (!PublicKey.TryRead(input, out var key))
        {
            return false;
        }

        Expect.True(input.SequenceEqual(key.Encoded));
        Expect.True(PeerId.FromPublicKey(key).Matches(key));
        return true;
    }

    private static bool FeedPrivateKey(ReadOnlySpan<byte> input)
    {
        if (!PrivateKey.TryRead(input, out var key))
        {
            return false;
        }

        using (key)
        {
            Span<byte> written = stackalloc byte[PrivateKey.MaximumEncodedLength];
            Expect.True(PrivateKey.TryRead(written[..key.WriteTo(written)], out var again) && again.PublicKey.Equals(key.PublicKey));
            again!.Dispose();
        }

        return true;
    }

    private static bool FeedEnvelope(ReadOnlySpan<byte> input)
    {
        if (!SignedEnvelope.TryReadSigner(input, out _))
        {
            return false;
        }

        Expect.True(SignedEnvelope.TryReadPayloadType(input, out _));
        if ((uint)input.Length * 31 % SignatureSample == input[^1] && SignedEnvelope.TryOpen(input, PeerRecord.Domain, out var signer, out var type, out var payload))
        {
            Expect.True(signer.Equals(Key.PublicKey));
            Expect.True(PeerRecord.TryOpen(Record, out _) && Record.AsSpan().IndexOf(payload) >= 0 && type.Length == 2);
        }

        return true;
    }

    private static bool FeedRecord(ReadOnlySpan<byte> input)
    {
        if (!PeerRecord.TryReadPayload(input, out var record))
        {
            return false;
        }

        Expect.True(record.Addresses.Count <= PeerRecord.MaximumAddresses);
        return true;
    }

    private static bool FeedStoredPeer(ReadOnlySpan<byte> input)
    {
        if (!PeerEntryCodec.TryRead(input, out var peerId, out var entry))
        {
            return false;
        }

        var output = new ArrayBufferWriter<byte>(input.Length);
        PeerEntryCodec.Write(output, peerId, entry);
        Expect.True(PeerEntryCodec.TryRead(output.WrittenSpan, out var again, out var entryAgain) && again.Equals(peerId));
        Expect.True(entryAgain?.Addresses.Length == entry?.Addresses.Length && entryAgain?.HeardAt == entry?.HeardAt);
        return true;
    }

    private static bool FeedJournal(ReadOnlySpan<byte> input)
    {
        var entries = new Dictionary<PeerId, PeerEntry>();
        var length = PeerJournal.Read(input, entries);
        Expect.True(length >= 0 && length <= input.Length);
        return entries.Count > 0;
    }

    private static byte[] StoredPeer()
    {
        var store = new PeerStore(new PeerStoreOptions(), TimeProvider.System);
        var peerId = PeerId.FromPublicKey(Key.PublicKey);
        store.AddAddresses(peerId, [Multiaddr.Parse("/ip4/1.2.3.4/tcp/1"), Multiaddr.Parse("/dns4/a/tcp/2/ws")], AddressSource.Identify);
        store.NoteConnected(peerId, Multiaddr.Parse("/ip4/1.2.3.4/tcp/1"));
        store.SetProtocols(peerId, ["/ipfs/ping/1.0.0"]);
        store.AddScore(peerId, -1.5);
        var output = new ArrayBufferWriter<byte>();
        PeerEntryCodec.Write(output, peerId, store.Find(peerId));
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Journal()
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write(PeerJournal.Signature);
        PeerJournal.Write(output, StoredPeer());
        PeerJournal.Write(output, StoredPeer());
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Payload() =>
        SignedEnvelope.TryOpen(Record, PeerRecord.Domain, out _, out _, out var payload) ? payload : throw new InvalidOperationException("The record does not open.");

    private static byte[] Encode(PrivateKey key)
    {
        Span<byte> bytes = stackalloc byte[PrivateKey.MaximumEncodedLength];
        return bytes[..key.WriteTo(bytes)].ToArray();
    }

    /// <summary>The numbers of an RSA key without its secrets: a modulus need only be odd and of the right length.</summary>
    private static byte[] RsaKey()
    {
        var modulus = new byte[256];
        new SeededRandomSource(3).Fill(modulus);
        modulus[0] |= 0x80;
        modulus[^1] |= 1;
        return
        [
            0x08, 0x00, 0x12, 0xa6, 0x02, 0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
            0x03, 0x82, 0x01, 0x0f, 0x00, 0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01, 0x00, .. modulus, 0x02, 0x03, 0x01, 0x00, 0x01,
        ];
    }
}
