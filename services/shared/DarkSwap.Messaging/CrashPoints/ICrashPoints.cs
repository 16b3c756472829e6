namespace DarkSwap.Messaging.CrashPoints;

/// <summary>Named places at which a process can be made to die, so that tests prove what a crash there leaves behind.</summary>
public interface ICrashPoints
{
    /// <summary>Does nothing unless this process was told to die at <paramref name="name"/>.</summary>
    void Reached(string name);
}
