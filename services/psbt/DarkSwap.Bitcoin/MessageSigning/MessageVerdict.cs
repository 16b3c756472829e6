namespace DarkSwap.Bitcoin.MessageSigning;

/// <summary>What verifying a signed message came to.</summary>
public enum MessageVerdict
{
    Valid,
    Invalid,

    /// <summary>The text is no signature at all.</summary>
    Malformed,

    /// <summary>Nobody can say without a script interpreter: treat it as not proven.</summary>
    UnsupportedScript,
}
