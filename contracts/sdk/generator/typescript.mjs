// TypeScript types by openapi-typescript.
import openapiTypeScript, { astToString } from 'openapi-typescript';
import ts from 'typescript';

// Whole numbers that travel as text: `${bigint}` accepts "100000" and `${amount}` of a bigint, and refuses 1.5 and "a few".
const wholeNumber = ts.factory.createTemplateLiteralType(ts.factory.createTemplateHead(''), [
  ts.factory.createTemplateLiteralTypeSpan(ts.factory.createKeywordTypeNode(ts.SyntaxKind.BigIntKeyword), ts.factory.createTemplateTail('')),
]);
const wholeNumberFormats = ['int64', 'int128', 'uint128'];

export async function generateTypeScript(document) {
  const nodes = await openapiTypeScript(document, {
    alphabetize: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    transform(schema) {
      if (schema.type !== 'string' || !wholeNumberFormats.includes(schema.format)) return undefined;
      return schema.nullable ? ts.factory.createUnionTypeNode([wholeNumber, ts.factory.createLiteralTypeNode(ts.factory.createNull())]) : wholeNumber;
    },
  });
  return `// Made by contracts/sdk/generate; changes here are lost.\n\n${astToString(nodes)}`;
}
