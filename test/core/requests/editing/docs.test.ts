import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { requestDocs } from '../../../../scripts/requestDocs.ts';
import { requestFindingCodes } from '../../../../src/core/requests/editing/requestFindings.ts';

test('the committed page on request files has the findings that the checks have (npm run generate)', () => {
	const page = readFileSync(new URL('../../../../docs/http-files.md', import.meta.url), 'utf8');
	expect(requestDocs(page)).toBe(page);
	for (const code of Object.keys(requestFindingCodes)) expect(page).toContain(`| ${code} |`);
});
