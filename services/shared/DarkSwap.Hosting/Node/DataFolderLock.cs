namespace DarkSwap.Hosting.Node;

/// <summary>Keeps a second process out of the data folder. The system frees it when the process ends, however it ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    private const string FileName = "lock";

    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <exception cref="StartRefusedException">Another process has it.</exception>
    public static DataFolderLock Take(string folder)
    {
        try
        {
            return new DataFolderLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new StartRefusedException($"the data folder {folder} is in use by another process", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartRefusedException($"the data folder {folder} cannot be written", exception);
        }
    }

    public void Dispose() => file.Dispose();
}
