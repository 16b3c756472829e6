using System.Buffers;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Libp2p.Negotiation;

/// <summary>multistream-select 1.0: agrees on a protocol for a connection or a stream, reading not one byte beyond the agreement.</summary>
internal static class MultistreamSelect
{
    /// <summary>Proposals after which a peer that finds nothing is given up.</summary>
    internal const int MaximumProposals = 64;

    private const string Header = "/multistream/1.0.0";
    private const string NotAvailable = "na";

    /// <summary>Proposes protocols in order. The header travels with the first proposal, so agreement on it takes one round trip.</summary>
    /// <exception cref="ProtocolNotSupportedException">The peer refused them all.</exception>
    internal static async Task<string> ProposeAsync(Stream stream, IReadOnlyList<string> protocolIds, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(protocolIds.Count);
        await WriteAsync(stream, [Header, protocolIds[0]], cancellationToken);
        await ReadHeaderAsync(stream, cancellationToken);
        for (var index = 0; ; index++)
        {
            var answer = await ReadAsync(stream, MultistreamMessage.MaximumLength, cancellationToken);
            if (answer == protocolIds[index])
            {
                return answer;
            }

            if (answer != NotAvailable)
            {
                throw new PeerProtocolException("The answer to a protocol proposal is neither the protocol nor a refusal.");
            }

            if (index == protocolIds.Count - 1)
            {
                throw new ProtocolNotSupportedException(protocolIds);
            }

            await WriteAsync(stream, [protocolIds[index + 1]], cancellationToken);
        }
    }

    /// <summary>Answers proposals until one is supported. Our header travels with the first answer when the peer's proposal is there already.</summary>
    internal static async Task<string> AnswerAsync(Stream stream, Func<string, bool> isSupported, CancellationToken cancellationToken)
    {
        var isHeaderSent = await SendHeaderUnlessAsync(ReadHeaderAsync(stream, cancellationToken));
        var reading = ReadAsync(stream, MultistreamMessage.MaximumLength, cancellationToken);
        isHeaderSent = isHeaderSent || await SendHeaderUnlessAsync(reading);
        for (var proposals = 1; ; proposals++)
        {
            var proposal = await reading;
            var isAgreed = isSupported(proposal);
            var answer = isAgreed ? proposal : NotAvailable;
            await WriteAsync(stream, isHeaderSent ? [answer] : [Header, answer], cancellationToken);
            if (isAgreed)
            {
                return proposal;
            }

            if (proposals == MaximumProposals)
            {
                break;
            }

            isHeaderSent = true;
            reading = ReadAsync(stream, MultistreamMessage.MaximumLength, cancellationToken);
        }

        throw new PeerProtocolException($"The peer proposed {MaximumProposals} protocols that are not supported.");

        // The peer may wait for our header before it goes on.
        async Task<bool> SendHeaderUnlessAsync(Task isThere)
        {
            var isNeeded = !isThere.IsCompleted;
            if (isNeeded)
            {
                await WriteAsync(stream, [Header], cancellationToken);
            }

            await isThere;
            return isNeeded;
        }
    }

    private static async Task ReadHeaderAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (await ReadAsync(stream, Header.Length + 1, cancellationToken) != Header)
        {
            throw new PeerProtocolException("The peer does not speak multistream-select 1.0.");
        }
    }

    private static async Task WriteAsync(Stream stream, string[] messages, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>(128);
        foreach (var message in messages)
        {
            MultistreamMessage.Write(output, message);
        }

        await stream.WriteAsync(output.WrittenMemory, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static async Task<string> ReadAsync(Stream stream, int maximumLength, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MultistreamMessage.MaximumLength);
        try
        {
            var length = await ReadLengthAsync(stream, buffer, maximumLength, cancellationToken);
            await stream.ReadWholeAsync(buffer.AsMemory(0, length), cancellationToken);
            return MultistreamMessage.TryReadText(buffer.AsSpan(0, length), out var text)
                ? text
                : throw new PeerProtocolException("A multistream-select message is no text, or does not end in a newline.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads byte by byte: what follows the last message belongs to the next protocol.</summary>
    private static async Task<int> ReadLengthAsync(Stream stream, byte[] buffer, int maximumLength, CancellationToken cancellationToken)
    {
        for (var count = 1; ; count++)
        {
            await stream.ReadWholeAsync(buffer.AsMemory(count - 1, 1), cancellationToken);
            switch (MultistreamMessage.TryReadLength(buffer.AsSpan(0, count), maximumLength, out var length))
            {
                case OperationStatus.Done:
                    return length;
                case OperationStatus.InvalidData:
                    throw new PeerProtocolException($"The length of a multistream-select message is malformed, or not between 1 and {maximumLength}.");
            }
        }
    }
}
