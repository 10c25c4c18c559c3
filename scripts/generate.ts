/** Makes the files that are derived from the sources; tests fail while a committed one is stale. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectJsonSchema } from '../src/core/project/jsonSchema.ts';
import { noticeOf } from './bundledPackages.ts';
import { filterLanguageDocs, findingDocs } from './filterDocs.ts';
import { filterGrammar, filterInjection } from './filterGrammar.ts';
import { grammarText } from './grammars.ts';
import { projectDocs } from './projectDocs.ts';
import { requestDocs } from './requestDocs.ts';
import { requestGrammar } from './requestGrammar.ts';
import { responseGrammar } from './responseGrammar.ts';
import { sqlGrammar } from './sqlGrammar.ts';

const made = {
	'schemas/freehold.schema.json': `${JSON.stringify(projectJsonSchema(), null, '\t')}\n`,
	'syntaxes/freehold-filter.tmLanguage.json': grammarText(filterGrammar()),
	'syntaxes/freehold-filter.injection.json': grammarText(filterInjection()),
	'syntaxes/freehold-http.tmLanguage.json': grammarText(requestGrammar()),
	'syntaxes/freehold-response.tmLanguage.json': grammarText(responseGrammar()),
	'syntaxes/freehold-sql.tmLanguage.json': grammarText(sqlGrammar()),
	'docs/freehold-yaml.md': projectDocs(),
	'docs/filter-language.md': filterLanguageDocs(),
	'docs/http-files.md': requestDocs(readFileSync(new URL('../docs/http-files.md', import.meta.url), 'utf8')),
	NOTICE: await noticeOf(readFileSync(new URL('../NOTICE', import.meta.url), 'utf8')),
	...Object.fromEntries(Object.entries(findingDocs()).map(([code, text]) => [`docs/diagnostics/${code}.md`, text])),
};
for (const [name, text] of Object.entries(made)) {
	const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
	console.log(`wrote ${name}`);
}
