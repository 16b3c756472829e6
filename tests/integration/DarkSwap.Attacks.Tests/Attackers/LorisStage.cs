namespace DarkSwap.Attacks.Tests.Attackers;

/// <summary>How far a slow peer goes before it slows down.</summary>
public enum LorisStage
{
    Tcp,
    ChoiceOfSecurity,
    Noise,
    Tls,
    WebSocket,
    ChoiceOfMuxer,

    /// <summary>A frame of the muxer, on an established connection, of which nothing more comes: its deadline is that of keep-alive.</summary>
    Frame,
}
