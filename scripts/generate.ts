/** Makes the files that are derived from the sources; tests fail while a committed one is stale. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { projectJsonSchema } from '../src/core/project/jsonSchema.ts';

const schema = fileURLToPath(new URL('../schemas/freehold.schema.json', import.meta.url));
writeFileSync(schema, `${JSON.stringify(projectJsonSchema(), null, '\t')}\n`);
console.log(`wrote ${schema}`);
