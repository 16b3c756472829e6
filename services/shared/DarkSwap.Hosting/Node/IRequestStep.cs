using Microsoft.AspNetCore.Http;

namespace DarkSwap.Hosting.Node;

/// <summary>Something that a module does around every request, once it is known who calls what and that the caller may. Registered as a singleton.</summary>
public interface IRequestStep
{
    Task InvokeAsync(HttpContext context, RequestDelegate next);
}
