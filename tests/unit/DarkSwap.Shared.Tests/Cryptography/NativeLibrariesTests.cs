using System.Reflection;

namespace DarkSwap.Shared.Tests.Cryptography;

public sealed class NativeLibrariesTests
{
    [Fact]
    public void Names_the_package_of_a_library_that_is_missing()
    {
        var libraries = typeof(DarkSwap.Cryptography.Ed25519).Assembly.GetType("DarkSwap.Cryptography.NativeLibraries", throwOnError: true)!;
        var entryType = libraries.GetNestedType("NativeLibraryEntry", BindingFlags.NonPublic)!;
        var entry = Activator.CreateInstance(entryType, "absent", new[] { "libabsent.so.9" }, "libabsent9");
        var load = libraries.GetMethod("Load", BindingFlags.NonPublic | BindingFlags.Static)!;

        var failure = Should.Throw<TargetInvocationException>(() => load.Invoke(null, [entry, typeof(DarkSwap.Cryptography.Ed25519).Assembly, null]));
        var missing = failure.InnerException.ShouldBeOfType<DllNotFoundException>();
        missing.Message.ShouldContain("libabsent.so.9");
        missing.Message.ShouldContain("libabsent9");
    }
}
