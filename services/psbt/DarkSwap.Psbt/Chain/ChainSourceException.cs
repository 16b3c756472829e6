namespace DarkSwap.Psbt.Chain;

/// <summary>The Bitcoin node cannot be asked. The message is a sentence for the operator.</summary>
public sealed class ChainSourceException : Exception
{
    public ChainSourceException(ChainSourceFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    public ChainSourceFault Fault { get; }

    /// <summary>Whether the same call may succeed a moment later without anybody doing anything.</summary>
    public bool IsTransient => Fault switch
    {
        ChainSourceFault.Unreachable or ChainSourceFault.TimedOut or ChainSourceFault.Busy or ChainSourceFault.Starting => true,
        ChainSourceFault.AccessDenied or ChainSourceFault.InvalidAnswer => false,
    };
}
