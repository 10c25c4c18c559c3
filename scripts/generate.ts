/** Makes the files that are derived from the sources; tests fail while a committed one is stale. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { projectJsonSchema } from '../src/core/project/jsonSchema.ts';
import { projectDocs } from './projectDocs.ts';

const made = {
	'schemas/freehold.schema.json': `${JSON.stringify(projectJsonSchema(), null, '\t')}\n`,
	'docs/freehold-yaml.md': projectDocs(),
};
for (const [name, text] of Object.entries(made)) {
	writeFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), text);
	console.log(`wrote ${name}`);
}
