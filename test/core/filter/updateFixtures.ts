/**
 * `node test/core/filter/updateFixtures.ts`: writes what the language makes of each fixture's input now. Look at the diff:
 * a change of it is a change of what users see, and belongs into the changelog.
 */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { actual, fixtureFiles, folder, readFixtures } from './fixture.ts';

for (const file of fixtureFiles()) {
	const fixtures = readFixtures(file).map(({ expected: _, ...input }) => ({ ...input, expected: actual(input) }));
	const text = await format(JSON.stringify(fixtures), { parser: 'json', useTabs: true, printWidth: 120 });
	writeFileSync(new URL(file, folder), text);
}
