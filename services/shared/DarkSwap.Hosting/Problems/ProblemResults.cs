using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DarkSwap.Hosting.Problems;

/// <summary>Error results in the one form that the API has.</summary>
public static class ProblemResults
{
    /// <param name="name">Name of the problem type, for example <c>trade-wrong-state</c>.</param>
    /// <param name="title">The same for every problem of this type.</param>
    /// <param name="detail">What is particular to this occurrence.</param>
    public static ProblemHttpResult Problem(int status, string name, string title, string? detail = null) =>
        TypedResults.Problem(new ProblemDetails { Status = status, Type = ProblemTypes.Of(name), Title = title, Detail = detail });

    public static ProblemHttpResult NotFound(string title) => Problem(StatusCodes.Status404NotFound, "not-found", title);

    public static ProblemHttpResult Conflict(string name, string title, string? detail = null) => Problem(StatusCodes.Status409Conflict, name, title, detail);

    public static ProblemHttpResult Unavailable(string name, string title, string? detail = null) =>
        Problem(StatusCodes.Status503ServiceUnavailable, name, title, detail);

    /// <summary>One field is wrong: 400 with <c>errors</c>.</summary>
    /// <param name="field">As the caller wrote it: <c>price.quote</c>, <c>limit</c>.</param>
    public static ProblemHttpResult Invalid(string field, string reason) => Invalid(new Dictionary<string, string[]> { [field] = [reason] });

    public static ProblemHttpResult Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.Problem(new HttpValidationProblemDetails(errors) { Status = StatusCodes.Status400BadRequest, Type = ProblemTypes.Validation, Title = RequestFaults.ValidationTitle });
}
