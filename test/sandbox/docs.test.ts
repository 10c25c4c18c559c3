/** `docs/sandbox.md` names everything that can be switched, ordered or broken. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultProblems, readFaultRules } from '../../src/sandbox/faults/faultRules.ts';
import { operationNames } from '../../src/sandbox/spark/control.ts';
import { strictSwitches } from '../../src/sandbox/spark/options.ts';
import { propertyFields } from '../../src/sandbox/spark/data/property.ts';
import { started } from './support.ts';

const text = readFileSync(new URL('../../docs/sandbox.md', import.meta.url), 'utf8');

test('every switch is explained', () => {
	for (const name of Object.keys(strictSwitches)) expect(text, name).toContain(`\`${name}:`);
});

test('every operation and every kind of fault is named', () => {
	for (const name of operationNames) expect(text, name).toMatch(new RegExp(`\\b${name}\\b`));
	const [message = ''] = faultProblems({ do: { kind: '?' } });
	const kinds = message.replace(/^.*known are /, '').split(', ');
	expect(kinds).toContain('poisonRecord');
	for (const kind of kinds) expect(text, kind).toContain(`| \`${kind}\` |`);
});

test('the example of a faults file can be used', () => {
	const example = /```json\n(\[[\s\S]*?\n\])\n```/.exec(text)?.[1] ?? '';
	const { rules, problems } = readFaultRules(JSON.parse(example));
	expect(problems).toEqual([]);
	expect(rules).toHaveLength(3);
});

test('the figures are true', async () => {
	const { spark } = await started({ scale: 1 });
	const custom = propertyFields.filter(({ isCustom }) => isCustom === true).length;
	expect(text).toContain(`${propertyFields.length - custom} fields in dictionary 1.x, ${propertyFields.length} in 2.0`);
	expect(spark.counts).toEqual({ Property: 2000, OpenHouse: 500, Member: 300, Office: 60, Teams: 20, Contacts: 1500 });
	expect(spark.contacts(false)).toHaveLength(300);
});
