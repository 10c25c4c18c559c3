/** What is bundled is named with its licence. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { noticeOf } from '../scripts/bundledPackages.ts';

const notice = readFileSync(new URL('../NOTICE', import.meta.url), 'utf8');

test('NOTICE has every package that the bundles hold, in its version (npm run generate)', async () => {
	expect(notice).toBe(await noticeOf(notice));
	expect(notice).toMatch(/\nyaml \d[\d.]+ \(ISC\)\n\nCopyright Eemeli Aro/);
	expect(notice).toMatch(/\nzod \d[\d.]+ \(MIT\)\n\nMIT License/);
}, 60_000);
