namespace DarkSwap.Libp2p.Security.Noise;

/// <summary>The choice of a muxer inside the handshake (libp2p connection specification, "Multiplexer Negotiation over Noise").</summary>
internal static class NoiseMuxers
{
    private const string Yamux = "/yamux/1.0.0";
    private const string Mplex = "/mplex/6.7.0";

    /// <summary>How much of an initiator's first frame tells its muxer.</summary>
    private const int TellingLength = 3;

    /// <summary>The first of <paramref name="preferred"/>, the initiator's list, that both have; null when an end offers none and multistream-select has to choose.</summary>
    /// <exception cref="PeerProtocolException">Both offer muxers, and none is the same: the handshake must fail.</exception>
    internal static string? Choose(IReadOnlyList<string> preferred, IReadOnlyList<string> others)
    {
        if (preferred.Count == 0 || others.Count == 0)
        {
            return null;
        }

        return preferred.FirstOrDefault(others.Contains) ?? throw new PeerProtocolException("The peer has no stream muxer that we have.");
    }

    /// <summary>
    /// What an initiator has chosen that could mean either of two muxers: js-libp2p follows the responder's order, all others their own, and nothing else tells them apart.
    /// The initiator's first frame does: the third byte of yamux is the upper half of its flags and always zero; that of mplex is in the name of the first stream, or its next frame.
    /// </summary>
    /// <returns>The stream from its beginning, and the muxer.</returns>
    internal static async Task<(Stream Stream, string Muxer)> RecognizeAsync(Stream stream, string specified, CancellationToken cancellationToken)
    {
        if (specified is not (Yamux or Mplex))
        {
            return (stream, specified);
        }

        var start = new byte[TellingLength];
        await stream.ReadWholeAsync(start, cancellationToken);
        return (new PrefixedStream(start, stream), start is [0, _, 0] ? Yamux : Mplex);
    }
}
