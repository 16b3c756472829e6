namespace DarkSwap.Libp2p.Muxing.Mplex;

/// <summary>What a session knows of one stream. Only <see cref="MplexCore"/> changes it.</summary>
internal sealed class MplexCoreStream(ulong id, bool isOutbound, SessionMemory memory) : MuxerStreamState(isOutbound, memory)
{
    /// <summary>Given by its opener: both ends may use the same number, so that it takes the direction to tell a stream.</summary>
    internal ulong Id { get; } = id;

    /// <summary>The peer knows of the stream.</summary>
    internal bool IsIntroduced { get; set; } = !isOutbound;

    internal MplexFlag MessageFlag => IsOutbound ? MplexFlag.MessageInitiator : MplexFlag.MessageReceiver;

    internal MplexFlag CloseFlag => IsOutbound ? MplexFlag.CloseInitiator : MplexFlag.CloseReceiver;

    internal MplexFlag ResetFlag => IsOutbound ? MplexFlag.ResetInitiator : MplexFlag.ResetReceiver;
}
