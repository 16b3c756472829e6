using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace DarkSwap.Hosting.Problems;

/// <summary>Turns what the framework says about a request that it could not read into a reason per field, in the caller's words and without names of our types.</summary>
public static partial class RequestFaults
{
    public const string ValidationTitle = "The request has invalid fields";

    /// <summary>Reasons by field; empty if the fault is not about a field.</summary>
    public static Dictionary<string, string[]> Describe(BadHttpRequestException exception)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (FindJsonException(exception) is { } json)
        {
            DescribeJson(json, errors);
        }
        else if (Parameter().Match(exception.Message) is { Success: true } parameter)
        {
            errors[parameter.Groups[1].Value] = ["has the wrong type or format"];
        }
        else if (MissingParameter().Match(exception.Message) is { Success: true } missing)
        {
            errors[missing.Groups[1].Value] = ["is required"];
        }

        return errors;
    }

    private static JsonException? FindJsonException(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is JsonException json)
            {
                return json;
            }
        }

        return null;
    }

    private static void DescribeJson(JsonException exception, Dictionary<string, string[]> errors)
    {
        var path = (exception.Path ?? "$").TrimStart('$').TrimStart('.');
        if (UnknownField().Match(exception.Message) is { Success: true } unknown)
        {
            // The path ends with the unknown field already when the reader stands on it.
            var name = unknown.Groups[1].Value;
            errors[path.Length == 0 ? name : path.EndsWith(name, StringComparison.Ordinal) ? path : $"{path}.{name}"] = ["is not a known field"];
            return;
        }

        if (MissingFields().Match(exception.Message) is { Success: true } missing)
        {
            foreach (Match name in QuotedName().Matches(missing.Groups[1].Value))
            {
                errors[path.Length == 0 ? name.Groups[1].Value : $"{path}.{name.Groups[1].Value}"] = ["is required"];
            }

            return;
        }

        errors[path.Length == 0 ? "body" : path] = [ReasonOf(exception)];
    }

    private static string ReasonOf(JsonException exception)
    {
        if (exception.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            return "has the wrong type or format";
        }

        if (exception.InnerException is not null || exception.Message.Contains("LineNumber:", StringComparison.Ordinal))
        {
            return exception.Message.Contains("maximum configured depth", StringComparison.Ordinal) ? "is nested too deeply" : "is not valid JSON";
        }

        return exception.Message;
    }

    [GeneratedRegex("^Failed to bind parameter \"\\S+ ([^\"]+)\" from")]
    private static partial Regex Parameter();

    [GeneratedRegex("^Required parameter \"\\S+ ([^\"]+)\" was not provided")]
    private static partial Regex MissingParameter();

    [GeneratedRegex("^The JSON property '([^']{1,200})' could not be mapped")]
    private static partial Regex UnknownField();

    [GeneratedRegex("missing required properties including: (.*)$", RegexOptions.Singleline)]
    private static partial Regex MissingFields();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedName();
}
