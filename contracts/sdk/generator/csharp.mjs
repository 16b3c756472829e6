// C# by NSwag. The document is first put into terms that NSwag can give types of ours.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const nswag = join(dirname(fileURLToPath(import.meta.url)), 'node_modules', 'nswag', 'bin', 'binaries', 'Net100', 'dotnet-nswag.dll');

// NSwag lets its user name the types of these three formats of text; the document has no dates, times and durations of their own.
const stolenFormats = { int64: 'date', int128: 'time', uint128: 'duration' };

const settings = {
  className: '{controller}Client',
  operationGenerationMode: 'MultipleClientsFromFirstTagAndOperationId',
  namespace: 'DarkSwap.Sdk.Api',
  injectHttpClient: true,
  disposeHttpClient: false,
  useBaseUrl: false,
  generateOptionalParameters: true,
  generateExceptionClasses: false,
  exceptionClass: 'UnexpectedAnswerException',
  jsonLibrary: 'SystemTextJson',
  jsonSerializerSettingsTransformationMethod: 'DarkSwap.Sdk.Json.SdkJson.Configure',
  classStyle: 'Poco',
  generateNativeRecords: true,
  writeAccessor: 'init',
  useRequiredKeyword: true,
  generateDataAnnotations: false,
  generateOptionalPropertiesAsNullable: true,
  generateNullableReferenceTypes: true,
  dateTimeType: 'System.DateTimeOffset',
  dateType: 'Satoshis',
  parameterDateFormat: 'D',
  timeType: 'System.Int128',
  timeSpanType: 'System.UInt128',
  arrayType: 'System.Collections.Generic.IReadOnlyList',
  arrayInstanceType: 'System.Collections.Generic.List',
  responseArrayType: 'System.Collections.Generic.IReadOnlyList',
  parameterArrayType: 'System.Collections.Generic.IEnumerable',
  dictionaryType: 'System.Collections.Generic.IReadOnlyDictionary',
  responseDictionaryType: 'System.Collections.Generic.IReadOnlyDictionary',
  additionalNamespaceUsages: ['DarkSwap.Sdk.Amounts', 'DarkSwap.Sdk.Problems'],
  newLineBehavior: 'LF',
};

export async function generateCSharp(document) {
  adapt(document);
  const folder = await mkdtemp(join(tmpdir(), 'darkswap-sdk-'));
  try {
    await writeFile(join(folder, 'document.json'), JSON.stringify(document));
    await writeFile(join(folder, 'settings.nswag'), JSON.stringify({
      runtime: 'Net100',
      documentGenerator: { fromDocument: { url: 'document.json' } },
      codeGenerators: { openApiToCSharpClient: { ...settings, output: 'client.cs' } },
    }));
    await promisify(execFile)('dotnet', [nswag, 'run', 'settings.nswag'], { cwd: folder });
    return tidy(await readFile(join(folder, 'client.cs'), 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function adapt(document) {
  for (const path of Object.values(document.paths)) {
    for (const operation of Object.values(path)) {
      // What is no success is thrown as a ProblemException before a generated client sees it.
      operation.responses = Object.fromEntries(Object.entries(operation.responses).filter(([status]) => status < '300'));
    }
  }
  // An endless answer is not for a generated client: DarkSwap.Sdk.Events reads it.
  delete document.paths['/api/v1/events'];
  for (const name of ['ProblemDetails', 'HttpValidationProblemDetails']) delete document.components.schemas[name];
  walk(document, (schema) => {
    if (schema.type !== 'string') return;
    if (Object.values(stolenFormats).includes(schema.format)) throw new Error(`the format ${schema.format} is used by the C# generator`);
    if (stolenFormats[schema.format]) schema.format = stolenFormats[schema.format];
  });
}

function walk(node, visit) {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) visit(node);
  for (const child of Object.values(node)) walk(child, visit);
}

const suppression = /^\s*#pragma warning /;
const neverSetField = 'private System.Text.Json.JsonSerializerOptions _instanceSettings;';
const neverSetChoice = ' { get { return _instanceSettings ?? _settings.Value; } }';

// What the compiler warns of is taken out, so that nothing needs to be silenced: a field that nobody sets, and comparisons
// of values with null. One converter for all enums reads their names (SdkJson); the attributes would put another in its place.
function tidy(text) {
  return withoutChecksOfValues(text.replaceAll('\r\n', '\n').split('\n'))
    .filter((line) => !suppression.test(line) && line.trim() !== neverSetField)
    .filter((line) => !line.includes('[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<'))
    .map((line) => line.replace(neverSetChoice, ' => _settings.Value;').trimEnd())
    .join('\n')
    .trimEnd() + '\n';
}

// `if (tradeId == null)`, the line that throws, and the empty one after it, where the method says that tradeId is a Guid.
function withoutChecksOfValues(lines) {
  let values = new Set();
  return lines.filter((line, index) => {
    if (line.includes(' async System.Threading.Tasks.Task')) values = new Set([...line.matchAll(/System\.Guid (\w+)/g)].map((match) => match[1]));
    const isCheck = (at) => values.has(/^\s*if \((\w+) == null\)$/.exec(lines[at] ?? '')?.[1]);
    return !(isCheck(index) || isCheck(index - 1) || (isCheck(index - 2) && line.trim() === ''));
  });
}
