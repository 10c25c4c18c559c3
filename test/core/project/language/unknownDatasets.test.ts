/** Datasets of jobs that nobody has heard of. */
import { expect, test } from 'vitest';
import { unknownDatasets } from '../../../../src/core/project/language/unknownDatasets.ts';

const CONNECTIONS = 'version: 1\nconnections:\n  mls: { source: spark }\n  west: { source: spark }\n';

async function warned(jobs: string): Promise<readonly string[]> {
	const text = `${CONNECTIONS}jobs:\n  a:\n    ${jobs}\n`;
	const found = await unknownDatasets(text, ({ name }) =>
		Promise.resolve(name === 'mls' ? ['Property', 'Member', 'Media'] : undefined),
	);
	return found.map(({ message, fix, line, column, severity }) =>
		[`${line}:${column}`, severity, message, fix?.text ?? ''].join(' | '),
	);
}

test.each([
	['replicate: [mls/Property, mls/*, mls]', []],
	['replicate: west/Anything', []],
	['replicate: nobody/Anything', []],
	['backup: mls', []],
	[
		'replicate: [mls/Property, mls/Membre]',
		["7:35 | warning | mls has no dataset 'Membre', as far as is known. Did you mean 'Member'? | Member"],
	],
	['export: "mls/Zzzzzzzz"', ["7:18 | warning | mls has no dataset 'Zzzzzzzz', as far as is known. | "]],
])('%s', async (jobs, expected) => {
	expect(await warned(jobs)).toEqual(expected);
});
