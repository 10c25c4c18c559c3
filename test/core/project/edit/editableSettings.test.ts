/** What can be edited one by one is what the file's grammar says, and what the validator would refuse is refused at once. */
import { expect, test } from 'vitest';
import {
	changedSetting,
	editableSettings,
	settingProblem,
} from '../../../../src/core/project/edit/editableSettings.ts';
import type { EditableSetting } from '../../../../src/core/project/edit/editableSettings.ts';
import { parseProject } from '../../../../src/core/project/parseProject.ts';

const FILE = `version: 1
connections:
  mls: { source: spark, keyType: vow, dictionary: "2.0", select: { Property: [ListPrice] } }
  agency: { source: reapit, customer: [RES, SBOX] } # both
`;

function setting(name: string, key: string): EditableSetting {
	const found = editableSettings(FILE, name).find((one) => one.key === key);
	if (found === undefined) throw new Error(`${name} has no ${key}`);
	return found;
}

test('each source has its own settings, with group, colour and read-only for all of them', () => {
	const keys = (name: string): readonly string[] => editableSettings(FILE, name).map(({ key }) => key);
	expect(keys('mls')).toEqual(expect.arrayContaining(['keyType', 'replication', 'auth', 'readOnly', 'group', 'color']));
	expect(keys('mls')).not.toContain('select');
	expect(keys('agency')).toEqual(expect.arrayContaining(['customer', 'apiVersion', 'readOnly', 'group', 'color']));
	expect(keys('nobody')).toEqual([]);
	expect(setting('mls', 'keyType')).toMatchObject({ kind: 'choice', value: 'vow', usual: 'idx' });
	expect(setting('agency', 'customer')).toMatchObject({ kind: 'list', value: 'RES, SBOX' });
});

test('answers become what the file says, and nothing takes a setting out', () => {
	const changed = (name: string, key: string, answer: string): unknown =>
		parseProject(changedSetting(FILE, name, setting(name, key), answer), '/w').project?.connections.get(name);
	expect(changed('mls', 'readOnly', 'true')).toMatchObject({ readOnly: true });
	expect(changed('mls', 'dictionary', '1.7')).toMatchObject({ dictionary: '1.7' });
	expect(changed('mls', 'keyType', '')).toMatchObject({ keyType: 'idx' });
	expect(changed('agency', 'customer', ' ABC ')).toMatchObject({ customers: ['ABC'] });
	expect(changed('agency', 'customer', 'A, B,C')).toMatchObject({ customers: ['A', 'B', 'C'] });
	expect(changed('agency', 'color', 'green')).toMatchObject({ color: 'green' });
});

test('what the validator would refuse is told before it is written', () => {
	const problem = (name: string, key: string, answer: string): string | undefined =>
		settingProblem(FILE, name, setting(name, key), answer);
	expect(problem('mls', 'baseUrl', 'http://example.test')).toMatch(/must begin with https/);
	expect(problem('agency', 'customer', '')).toMatch(/lacks 'customer'/);
	expect(problem('agency', 'auth', 'authorizationCode')).toMatch(/one customer/);
	expect(problem('mls', 'group', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc')).toMatch(/looks like a secret/);
	expect(problem('mls', 'group', 'Production')).toBeUndefined();
});
