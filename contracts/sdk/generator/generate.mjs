// Both SDKs from one document. Argument: the folder that gets csharp/ and typescript/.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateCSharp } from './csharp.mjs';
import { generateTypeScript } from './typescript.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const into = process.argv[2] ?? dirname(here);
const document = JSON.parse(await readFile(join(here, '..', '..', 'openapi', 'darkswap-v1.json'), 'utf8'));

const files = {
  'csharp/DarkSwap.Sdk/Api/DarkSwapApi.g.cs': await generateCSharp(structuredClone(document)),
  'typescript/src/schema.ts': await generateTypeScript(structuredClone(document)),
};
for (const [path, text] of Object.entries(files)) {
  await mkdir(dirname(join(into, path)), { recursive: true });
  await writeFile(join(into, path), text);
}
